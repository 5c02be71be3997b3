Feature: How to get there, and what stands in the way

  Scenario: What Tehran asks of Ottawa
    Given the record
    Then the shortest way for Canada and Iran from 2022-11-01 to established is "sanctions lifted by Canada, then relations restored"
    And the shortest way for Canada and Iran from 2022-11-01 to established is "relations restored, then sanctions lifted by Canada"
    And the shortest way for Canada and Iran from 2025-12-31 to established is "sanctions lifted by Canada, then sanctions lifted by Iran, then relations restored"
    And there is no way for Canada and Iran from 2025-12-31 to established by Canada alone
    And in the way of established for Canada and Iran on 2025-12-31 are relations, the sanctions of Canada and the sanctions of Iran
    And in the way of established for Canada and Iran on 2025-06-01 are the offer of Iran, relations, the sanctions of Canada and the sanctions of Iran

  Scenario: Restoring brings no embassy back
    Given the record
    Then the shortest way for Canada and Iran from 2012-09-08 to mission of Canada open is "relations restored, then mission opened by Canada"

  Scenario: Severing is one signature
    Given the record
    Then the shortest way for Canada and Iran from 2011-01-01 to severed by Iran alone is "relations severed by Iran"

  Scenario: A pair is where it is
    Given these events of Peru and Norway:
      | on         | kind                  | by   |
      | 1923-05-04 | relations established |      |
      | 1930-01-01 | sanctions imposed     | Peru |
      | 1931-01-01 | sanctions imposed     | Norway |
    Then the shortest way for Peru and Norway from 1931-01-01 to established is "sanctions lifted by Norway, then sanctions lifted by Peru"
    And in the way of established for Peru and Norway on 1931-01-01 are the sanctions of Norway and the sanctions of Peru
    And there is no way for Peru and Norway from 1931-01-01 to established by Peru alone

  Scenario Outline: Only the end of a country ends relations
    Given these events of Peru and Norway:
      | on         | kind                  |
      | 1923-05-04 | relations established |
    Then the shortest way for Peru and Norway from 1930-01-01 to <goal> is "relations lapsed"

    Examples:
      | goal           |
      | no relations   |
      | relations none |

  Scenario: What is possible next
    Given the record
    Then between Canada and Iran on 2015-01-01 "relations restored" is possible
    And between Canada and Iran on 2015-01-01 "mission opened by Canada" is not possible
    And between Canada and Iran on 2015-01-01 "talks declined by Canada" is not possible
    And between Canada and Iran on 2025-11-26 "talks declined by Canada" is possible
    And between Canada and Iran on 2025-11-27 "talks declined by Canada" is not possible
