Feature: Two clocks
  When something happened is one thing, when it was recorded another: what we would have answered on a day
  uses only the lines recorded by the end of that day.

  Background:
    Given these events of Peru and Norway:
      | id    | on         | kind                  | by   | recorded             | retracts |
      | begun | 1923-05-04 | relations established |      | 2020-01-01T12:00:00Z |          |
      | wrong | 1930-01-01 | relations severed     | Peru | 2020-02-01T12:00:00Z |          |
      | right | 1930-01-01 | mission opened        | Peru | 2020-03-01T23:59:59Z | wrong    |

  Scenario: Before anything was recorded, nothing was known
    Given it is looked at as known on 2019-12-31
    Then nothing is known of Peru and Norway on 1935-01-01

  Scenario: What was recorded by the end of the day was known
    Given it is looked at as known on 2020-01-01
    Then the status of Peru and Norway on 1935-01-01 is established

  Scenario: A mistake was believed until it was corrected
    Given it is looked at as known on 2020-02
    Then the status of Peru and Norway on 1935-01-01 is severed since 1930-01-01

  Scenario: A correction counts from the day on which it was recorded
    Given it is looked at as known on 2020-03-01
    Then the status of Peru and Norway on 1935-01-01 is established since 1923-05-04
    And between Peru and Norway on 1935-01-01 the mission of Peru is open

  Scenario: Days are those of universal time
    When these events are added:
      | id   | on         | kind              | by   | recorded                  |
      | late | 1940-01-01 | relations severed | Peru | 2020-05-01T23:30:00-05:00 |
    And it is looked at as known on 2020-05-01
    Then the status of Peru and Norway on 1940-01-01 is established
    When it is looked at as known on 2020-05-02
    Then the status of Peru and Norway on 1940-01-01 is severed

  Scenario: The record that is shipped was recorded in November 2026
    Given the record as known on 2026-11-22
    Then nothing is known of Canada and Iran on 2020-01-01

  Scenario: What is supposed of an event that was not yet known is void
    When event "right" is left out
    And it is looked at as known on 2020-02-15
    Then the status of Peru and Norway on 1935-01-01 is severed
