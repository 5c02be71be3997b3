Feature: Protecting powers and offices
  Facts beside the ladder: they are kept, and no status depends on them.

  Background:
    Given these events of United States and Cuba:
      | on         | kind                  | by            |
      | 1902-05-20 | relations established |               |
      | 1923-01-01 | mission opened        | United States |
      | 1961-01-03 | relations severed     | United States |

  Scenario: A third state protects, and a new one takes the place of the old
    When "protecting power named" by Cuba on 1961-01-10 with power "Czechoslovakia" is added
    And "protecting power named" by Cuba on 1991-01-01 with power "Switzerland" is added
    Then between United States and Cuba on 1990-12-31 the protecting power of Cuba is Czechoslovakia since 1961-01-10
    And between United States and Cuba on 1991-01-01 the protecting power of Cuba is Switzerland since 1991-01-01
    And between United States and Cuba on 1991-01-01 the protecting power of United States is none
    And the status of United States and Cuba on 1991-01-01 is severed since 1961-01-03

  Scenario: The same power named again is the same mandate
    When "protecting power named" by Cuba on 1991-01-01 with power "Switzerland" is added
    And "protecting power named" by Cuba on 1992-01-01 with power "Switzerland" is added
    Then between United States and Cuba on 1992-01-01 the protecting power of Cuba is Switzerland since 1991-01-01

  Scenario: A mandate can be given up
    When "protecting power named" by Cuba on 1961-01-10 with power "Czechoslovakia" is added
    And "protecting power ended" by Cuba on 1990-12-31 is added
    Then between United States and Cuba on 1990-12-31 the protecting power of Cuba is none since 1990-12-31

  Scenario: No mandate ends that nobody has
    When "protecting power named" by United States on 1961-01-10 with power "Switzerland" is added
    And "protecting power ended" by Cuba on 1990-12-31 is added
    Then it is refused because "its protecting power named"

  Scenario: A protecting power is a third state
    When "protecting power named" by Cuba on 1961-01-10 with power "United States" is added
    Then it is no event because "a protecting power is a third state"

  Scenario: An interests section is an office, and restores nothing
    When "office opened" by United States on 1977-09-01 with office "interests section" is added
    Then between United States and Cuba on 1977-09-01 the interests section of United States is open since 1977-09-01
    And the status of United States and Cuba on 1977-09-01 is severed since 1961-01-03

  Scenario: Only an office that is open is closed
    When "office opened" by United States on 1977-09-01 with office "interests section" is added
    And "office closed" by United States on 1978-01-01 with office "consulate" is added
    Then it is refused because "its office open"

  Scenario: An office closes
    When "office opened" by Cuba on 1977-09-01 with office "trade office" is added
    And "office opened" by Cuba on 1978-09-01 with office "liaison office" is added
    And "office closed" by Cuba on 1980-01-01 with office "trade office" is added
    Then between United States and Cuba on 1980-01-01 the trade office of Cuba is none since 1980-01-01
    And between United States and Cuba on 1980-01-01 the liaison office of Cuba is open

  Scenario: Opening a mission ends the interests section and the liaison office of its own country alone
    When "office opened" by United States on 1977-09-01 with office "interests section" is added
    And "office opened" by United States on 1977-09-01 with office "consulate" is added
    And "office opened" by United States on 1977-09-01 with office "liaison office" is added
    And "office opened" by Cuba on 1977-09-01 with office "interests section" is added
    And "relations restored" on 2015-07-20 is added
    And "mission opened" by United States on 2015-08-14 is added
    Then between United States and Cuba on 2015-08-13 the interests section of United States is open since 1977-09-01
    And between United States and Cuba on 2015-08-14 the interests section of United States is none since 2015-08-14
    And between United States and Cuba on 2015-08-14 the liaison office of United States is none since 2015-08-14
    And between United States and Cuba on 2015-08-14 the consulate of United States is open since 1977-09-01
    And between United States and Cuba on 2015-08-14 the interests section of Cuba is open since 1977-09-01
