Feature: Grievances, recalls and expulsions
  They strain relations that are in force, and close nothing.

  Background:
    Given these events of Canada and Saudi Arabia:
      | on         | kind                  | by           |
      | 1973-05-01 | relations established |              |
      | 1973-06-01 | mission opened        | Canada       |
      | 1973-07-01 | mission opened        | Saudi Arabia |

  Scenario: Expelling is not closing
    When "diplomats expelled" by Saudi Arabia on 2018-08-05 is added
    Then the status of Canada and Saudi Arabia on 2018-08-05 is strained since 2018-08-05
    And between Canada and Saudi Arabia on 2018-08-05 the grievance of Saudi Arabia is open
    And between Canada and Saudi Arabia on 2018-08-05 the grievance of Canada is none
    And between Canada and Saudi Arabia on 2018-08-05 the mission of Canada is open

  Scenario: Recalling is not closing
    When "ambassador recalled" by Saudi Arabia on 2018-08-05 is added
    Then the status of Canada and Saudi Arabia on 2018-08-05 is strained
    And between Canada and Saudi Arabia on 2018-08-05 the mission of Saudi Arabia is open
    And between Canada and Saudi Arabia on 2018-08-05 the recall of Saudi Arabia is open

  Scenario: An ambassador who is recalled is not recalled again
    When "ambassador recalled" by Canada on 2018-08-05 is added
    And "ambassador recalled" by Canada on 2018-08-06 is added
    Then it is refused because "its recall not open"

  Scenario: The ambassadors of both can be recalled
    When "ambassador recalled" by Canada on 2018-08-05 is added
    And "ambassador recalled" by Saudi Arabia on 2018-08-06 is added
    And "ambassador returned" by Canada on 2018-08-07 is added
    Then the status of Canada and Saudi Arabia on 2018-08-07 is strained since 2018-08-05
    When "ambassador returned" by Saudi Arabia on 2018-08-08 is added
    Then the status of Canada and Saudi Arabia on 2018-08-08 is established since 2018-08-08

  Scenario: Only a recalled ambassador returns
    When "ambassador returned" by Canada on 2018-08-05 is added
    Then it is refused because "its recall open"

  Scenario Outline: Recalling and expelling need relations
    When "relations severed" by Canada on 2018-08-05 is added
    And "<act>" by Canada on 2018-08-06 is added
    Then it is refused because "relations in force"

    Examples:
      | act                 |
      | ambassador recalled |
      | diplomats expelled  |

  Scenario: A grievance repeated is one grievance, since the first
    When "grievance raised" by Canada on 2018-08-02 is added
    And "grievance raised" by Canada on 2018-08-03 is added
    Then between Canada and Saudi Arabia on 2018-08-03 the grievance of Canada is open since 2018-08-02
    When "grievance settled" by Canada on 2023-05-24 is added
    Then the status of Canada and Saudi Arabia on 2023-05-23 is strained since 2018-08-02
    And the status of Canada and Saudi Arabia on 2023-05-24 is established since 2023-05-24

  Scenario: Nobody settles the grievance of the other
    When "grievance raised" by Canada on 2018-08-02 is added
    And "grievance settled" by Saudi Arabia on 2018-08-03 is added
    Then it is refused because "its grievance open"

  Scenario: Time heals nothing
    When "grievance raised" by Canada on 1975-01-01 is added
    Then the status of Canada and Saudi Arabia on 2025-12-31 is strained since 1975-01-01

  Scenario: Normalising ends grievances and recalls, and leaves missions and sanctions as they are
    When "grievance raised" by Canada on 2018-08-01 is added
    And "ambassador recalled" by Saudi Arabia on 2018-08-05 is added
    And "mission closed" by Canada on 2018-08-06 is added
    And "sanctions imposed" by Saudi Arabia on 2018-08-07 is added
    And "relations normalised" on 2023-05-24 is added
    Then between Canada and Saudi Arabia on 2023-05-24 the grievance of Canada is none
    And between Canada and Saudi Arabia on 2023-05-24 the recall of Saudi Arabia is none
    And between Canada and Saudi Arabia on 2023-05-24 the mission of Canada is closed
    And between Canada and Saudi Arabia on 2023-05-24 the sanctions of Saudi Arabia are in force
    And the status of Canada and Saudi Arabia on 2023-05-24 is sanctioned since 2018-08-07

  Scenario: Only relations in force are normalised
    When "relations severed" by Canada on 2018-08-05 is added
    And "relations normalised" on 2018-08-06 is added
    Then it is refused because "relations in force"

  Scenario: Closing a mission ends the recall of its ambassador, and no other
    When "ambassador recalled" by Saudi Arabia on 2018-08-05 is added
    And "ambassador recalled" by Canada on 2018-08-06 is added
    And "mission closed" by Saudi Arabia on 2018-08-07 is added
    Then between Canada and Saudi Arabia on 2018-08-07 the recall of Saudi Arabia is none since 2018-08-07
    And between Canada and Saudi Arabia on 2018-08-07 the recall of Canada is open since 2018-08-06

  Scenario: No ambassador is recalled from a mission that is closed
    When "mission closed" by Canada on 2018-08-05 is added
    And "ambassador recalled" by Canada on 2018-08-06 is added
    Then it is refused because "its mission not closed"

  Scenario: An ambassador can be recalled where no mission is recorded
    Given these events of Norway and Peru:
      | on         | kind                  | by     |
      | 1905-01-01 | relations established |        |
      | 1930-01-01 | ambassador recalled   | Norway |
    Then the status of Norway and Peru on 1930-01-01 is strained since 1930-01-01
