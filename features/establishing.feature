Feature: Establishing relations and opening missions
  Two countries enter into relations by mutual consent, and open missions by acts of their own
  (Vienna Convention on Diplomatic Relations, Article 2).

  Scenario: Relations are established without any mission
    Given these events of Peru and Norway:
      | on         | kind                  |
      | 1923-05-04 | relations established |
    Then the status of Peru and Norway on 1923-05-03 is no relations
    And the status of Peru and Norway on 1923-05-04 is established since 1923-05-04
    And between Peru and Norway on 1923-05-04 the relations are in force
    And between Peru and Norway on 1923-05-04 the mission of Norway is none

  Scenario: A mission needs relations
    Given nothing is recorded of Peru and Norway
    When "mission opened" by Peru on 1930-01-01 is added
    Then it is refused because "relations in force"

  Scenario: Relations that are in force are not established again
    Given these events of Peru and Norway:
      | on         | kind                  |
      | 1923-05-04 | relations established |
    When "relations established" on 1930-01-01 is added
    Then it is refused because "relations none"

  Scenario: Each side opens its own mission, once
    Given these events of Peru and Norway:
      | on         | kind                  | by     | level    | head       |
      | 1923-05-04 | relations established |        |          |            |
      | 1924       | mission opened        | Norway | legation | envoy      |
      | 1925-02    | mission opened        | Peru   | embassy  | ambassador |
    Then between Peru and Norway on 1925-03-01 the mission of Norway is open since 1924
    And between Peru and Norway on 1925-03-01 the mission of Peru is open since 1925-02
    When "mission opened" by Norway on 1926-01-01 is added
    Then it is refused because "its mission not open"

  Scenario: A closed mission is closed, not gone, and can be opened again
    Given these events of Peru and Norway:
      | on         | kind                  | by     |
      | 1923-05-04 | relations established |        |
      | 1924-01-01 | mission opened        | Norway |
      | 1940-04-10 | mission closed        | Norway |
    Then the status of Peru and Norway on 1940-04-10 is embassy closed since 1940-04-10
    And between Peru and Norway on 1940-04-10 the mission of Norway is closed
    And between Peru and Norway on 1940-04-10 the relations are in force
    When "mission opened" by Norway on 1945-06-01 is added
    Then the status of Peru and Norway on 1945-06-01 is established since 1945-06-01

  Scenario Outline: Only an open mission can be closed, upgraded or downgraded
    Given these events of Peru and Norway:
      | on         | kind                  |
      | 1923-05-04 | relations established |
    When "<act>" by Peru on 1930-01-01 is added
    Then it is refused because "its mission open"

    Examples:
      | act                |
      | mission closed     |
      | mission upgraded   |
      | mission downgraded |

  Scenario Outline: Levels leave the status alone
    Given these events of Peru and Norway:
      | on         | kind                  | by   |
      | 1923-05-04 | relations established |      |
      | 1924-01-01 | mission opened        | Peru |
      | 1950-01-01 | <act>                 | Peru |
    Then the status of Peru and Norway on 1950-01-01 is established since 1923-05-04
    And between Peru and Norway on 1950-01-01 the mission of Peru is open since 1924-01-01
    And between Peru and Norway on 1950-01-01 the mission of Peru rests on event "event-3"

    Examples:
      | act                |
      | mission upgraded   |
      | mission downgraded |

  Scenario: A grievance older than the relations strains them from the start
    Given these events of Peru and Norway:
      | on         | kind                  | by   |
      | 1920-01-01 | grievance raised      | Peru |
      | 1923-05-04 | relations established |      |
    Then the status of Peru and Norway on 1922-01-01 is no relations
    And the status of Peru and Norway on 1923-05-04 is strained since 1923-05-04

  Scenario: Establishing relations ends talks, offers and protection
    Given these events of Peru and Norway:
      | on         | kind                   | by     | power  |
      | 1920-01-01 | protecting power named | Peru   | Sweden |
      | 1922-01-01 | talks opened           |        |        |
      | 1922-02-01 | talks offered          | Norway |        |
      | 1923-05-04 | relations established  |        |        |
    Then the status of Peru and Norway on 1923-05-03 is talks offered since 1922-01-01
    And the status of Peru and Norway on 1923-05-04 is established since 1923-05-04
    And between Peru and Norway on 1923-05-04 the talks are none
    And between Peru and Norway on 1923-05-04 the offer of Norway is none
    And between Peru and Norway on 1923-05-04 the protecting power of Peru is none

  Scenario: A state that ceases to exist takes everything with it
    Given these events of Peru and East Germany:
      | on         | kind                  | by   | office     |
      | 1972-12-28 | relations established |      |            |
      | 1973-01-01 | mission opened        | Peru |            |
      | 1980-01-01 | grievance raised      | Peru |            |
      | 1981-01-01 | sanctions imposed     | Peru |            |
      | 1982-01-01 | office opened         | Peru | consulate  |
      | 1990-10-03 | relations lapsed      |      |            |
    Then the status of Peru and East Germany on 1990-10-02 is sanctioned
    And the status of Peru and East Germany on 1990-10-03 is no relations since 1990-10-03
    And between Peru and East Germany on 1990-10-03 the relations are none
    And between Peru and East Germany on 1990-10-03 the mission of Peru is none
    And between Peru and East Germany on 1990-10-03 the grievance of Peru is none
    And between Peru and East Germany on 1990-10-03 the sanctions of Peru are none
    And between Peru and East Germany on 1990-10-03 the consulate of Peru is none

  Scenario: Names with an “and” of their own
    Given these events of Bosnia and Herzegovina and Trinidad and Tobago:
      | on         | kind                  | by                     |
      | 1994       | relations established |                        |
      | 2000-01-01 | grievance raised      | Bosnia and Herzegovina |
    Then the status of Trinidad and Tobago and Bosnia and Herzegovina on 2001-01-01 is strained
    And between Bosnia and Herzegovina and Trinidad and Tobago on 2001-01-01 the grievance of Bosnia and Herzegovina is open
