Feature: Notes, corrections, and what a line can hold
  A wrong event is retracted, with a reason, and a right one added. Nothing is changed or deleted.

  Background:
    Given these events of Peru and Norway:
      | id    | on         | kind                  | by   |
      | begun | 1923-05-04 | relations established |      |
      | broke | 1930-01-01 | relations severed     | Peru |

  Scenario Outline: A note changes nothing
    When <act> on 1929-01-01 is added
    Then the status of Peru and Norway on 1929-12-31 is established since 1923-05-04

    Examples:
      | act             |
      | "noted"         |
      | "noted" by Peru |

  Scenario: A retracted event no longer counts
    When event "broke" is retracted
    Then the status of Peru and Norway on 1935-01-01 is established since 1923-05-04

  Scenario: What others rest on cannot be retracted
    When event "begun" is retracted
    Then it is refused because "it needs “relations in force”, but relations are none as it was from the beginning"

  Scenario: An event is retracted once
    When event "broke" is retracted
    And event "broke" is retracted
    Then it is refused because "is retracted already"

  Scenario: A retraction is not retracted
    When event "broke" is retracted
    And event "event-3" is retracted
    Then it is refused because "is itself a retraction"

  Scenario: What is not there cannot be retracted
    When event "brake" is retracted
    Then it is refused because "there is no event “brake” of Norway and Peru before this one"

  Scenario: A replacement is one line
    When these events are added:
      | id     | on         | kind           | by   | retracts |
      | better | 1930-01-01 | mission opened | Peru | broke    |
    Then the status of Peru and Norway on 1935-01-01 is established since 1923-05-04
    And between Peru and Norway on 1935-01-01 the mission of Peru is open since 1930-01-01

  Scenario: A replacement that is retracted does not bring back what it replaced
    When these events are added:
      | id     | on         | kind           | by   | retracts |
      | better | 1930-01-01 | mission opened | Peru | broke    |
    And event "better" is retracted
    Then the status of Peru and Norway on 1935-01-01 is established since 1923-05-04
    And between Peru and Norway on 1935-01-01 the mission of Peru is none

  Scenario: An id is used once
    When these events are added:
      | id    | on         | kind  |
      | broke | 1931-01-01 | noted |
    Then it is refused because "an id is used once"

  Scenario Outline: Who acts
    When <act> on 1931-01-01 is added
    Then it is no event because "<why>"

    Examples:
      | act                                | why                                                  |
      | "relations restored" by Peru       | is not the act of one country: it has no “by”        |
      | "relations lapsed" by Peru         | is not the act of one country: it has no “by”        |
      | "sanctions imposed"                | says which of the two countries acts                 |
      | "sanctions imposed" by Canada      | CAN is not one of the parties, NOR and PER           |
      | "noted" by Canada                  | CAN is not one of the parties, NOR and PER           |
      | "relations restord"                | Did you mean “relations_restored”                    |

  Scenario: A replacement of the same day stands where the one that it replaces stood
    Given these events of Cuba and Iceland:
      | id     | on         | kind                  | by   | retracts |
      | first  | 1955-01-01 | relations established |      |          |
      | second | 1955-01-01 | mission opened        | Cuba |          |
      | third  | 1955-01-01 | mission closed        | Cuba |          |
      | mended | 1955-01-01 | mission opened        | Cuba | second   |
    Then between Cuba and Iceland on 1955-01-01 the mission of Cuba is closed since 1955-01-01
    And between Cuba and Iceland on 1955-01-01 the mission of Cuba rests on event "third"
