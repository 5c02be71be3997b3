Feature: Severing and restoring
  One country alone can break off relations; only both can restore them
  (Vienna Convention on Diplomatic Relations, Articles 2 and 45).

  Background:
    Given these events of United Kingdom and Iran:
      | on         | kind                  | by             |
      | 1850-01-01 | relations established |                |
      | 1851-01-01 | mission opened        | United Kingdom |
      | 1852-01-01 | mission opened        | Iran           |

  Scenario: Closing is not severing
    When "mission closed" by United Kingdom on 2011-11-30 is added
    And "mission closed" by Iran on 2011-12-02 is added
    Then the status of United Kingdom and Iran on 2011-12-02 is embassy closed since 2011-11-30
    And between United Kingdom and Iran on 2011-12-02 the relations are in force since 1850-01-01

  Scenario: A mission can be closed because the receiving state requires it
    When "mission closed" by Iran on 2011-12-02 with ordered by "United Kingdom" is added
    Then the status of United Kingdom and Iran on 2011-12-02 is embassy closed

  Scenario: A mission is not ordered away by those whose it is
    When "mission closed" by Iran on 2011-12-02 with ordered by "Iran" is added
    Then it is no event because "is not the state that receives the mission"

  Scenario: Severing ends missions, recalls, talks and offers, and leaves grievances and sanctions
    When "grievance raised" by Iran on 1950-01-01 is added
    And "ambassador recalled" by Iran on 1951-01-01 is added
    And "sanctions imposed" by United Kingdom on 1951-09-01 is added
    And "talks opened" on 1952-01-01 is added
    And "talks offered" by United Kingdom on 1952-02-01 is added
    And "office opened" by Iran on 1952-03-01 with office "consulate" is added
    And "relations severed" by Iran on 1952-10-22 is added
    Then the status of United Kingdom and Iran on 1952-10-22 is severed since 1952-10-22
    And between United Kingdom and Iran on 1952-10-22 the mission of Iran is none since 1952-10-22
    And between United Kingdom and Iran on 1952-10-22 the mission of United Kingdom is none since 1952-10-22
    And between United Kingdom and Iran on 1952-10-22 the recall of Iran is none
    And between United Kingdom and Iran on 1952-10-22 the talks are none
    And between United Kingdom and Iran on 1952-10-22 the offer of United Kingdom is none
    And between United Kingdom and Iran on 1952-10-22 the grievance of Iran is open since 1950-01-01
    And between United Kingdom and Iran on 1952-10-22 the sanctions of United Kingdom are in force
    And between United Kingdom and Iran on 1952-10-22 the consulate of Iran is open

  Scenario: Relations are severed once
    When "relations severed" by Iran on 1952-10-22 is added
    And "relations severed" by United Kingdom on 1952-10-23 is added
    Then it is refused because "relations in force"

  Scenario: Restoring brings back relations without missions
    When "grievance raised" by Iran on 1950-01-01 is added
    And "relations severed" by Iran on 1952-10-22 is added
    And "relations restored" on 1953-12-05 is added
    Then the status of United Kingdom and Iran on 1953-12-05 is established since 1953-12-05
    And between United Kingdom and Iran on 1953-12-05 the mission of Iran is none
    And between United Kingdom and Iran on 1953-12-05 the grievance of Iran is none
    When "mission opened" by Iran on 1954-01-01 is added
    Then between United Kingdom and Iran on 1954-01-01 the mission of Iran is open since 1954-01-01

  Scenario: Sanctions outlive a restoration
    When "sanctions imposed" by United Kingdom on 1951-09-01 is added
    And "relations severed" by Iran on 1952-10-22 is added
    And "relations restored" on 1953-12-05 is added
    Then the status of United Kingdom and Iran on 1953-12-05 is sanctioned since 1953-12-05

  Scenario: Restoring ends talks, offers and protection
    When "relations severed" by Iran on 1952-10-22 is added
    And "protecting power named" by United Kingdom on 1952-11-01 with power "Switzerland" is added
    And "talks offered" by Iran on 1953-01-01 is added
    And "agreement reached" on 1953-02-01 is added
    And "talks offered" by United Kingdom on 1953-03-01 is added
    And "relations restored" on 1953-12-05 is added
    Then between United Kingdom and Iran on 1953-12-05 the talks are none
    And between United Kingdom and Iran on 1953-12-05 the offer of United Kingdom is none
    And between United Kingdom and Iran on 1953-12-05 the protecting power of United Kingdom is none
    And the status of United Kingdom and Iran on 1953-12-05 is established

  Scenario: Only severed relations are restored
    When "relations restored" on 1953-12-05 is added
    Then it is refused because "relations severed"

  Scenario: Severed relations are not established anew
    When "relations severed" by Iran on 1952-10-22 is added
    And "relations established" on 1953-12-05 is added
    Then it is refused because "relations none"

  Scenario: History repeats itself
    When "relations severed" by Iran on 1952-10-22 is added
    And "relations restored" on 1953-12-05 is added
    And "relations severed" by Iran on 1989-03-07 is added
    And "relations restored" on 1990-09-27 is added
    Then the status of United Kingdom and Iran on 1953-01-01 is severed since 1952-10-22
    And the status of United Kingdom and Iran on 1980-01-01 is established since 1953-12-05
    And the status of United Kingdom and Iran on 1989-03-07 is severed since 1989-03-07
    And the status of United Kingdom and Iran on 1990-09-27 is established since 1990-09-27

  Scenario: A refusal says since which event the rule holds
    When "relations severed" by Iran on 1952-10-22 is added
    And "mission closed" by Iran on 1952-11-01 is added
    Then it is refused because "the mission of Iran is none since 22 October 1952 (event-4)"

  Scenario: An event in the past is judged by what comes after it
    When "mission closed" by Iran on 1988-01-01 is added
    And "relations severed" by Iran on 1952-10-22 is added
    Then it is refused because "it needs “its mission open”, but the mission of Iran is none since 22 October 1952"

  Scenario: It need not be established who broke off relations
    When "relations severed" on 1952-10-22 is added
    Then the status of United Kingdom and Iran on 1952-10-22 is severed since 1952-10-22
