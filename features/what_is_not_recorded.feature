Feature: What is not recorded is not asserted
  Where nobody looked, a log says nothing; where somebody looked and found nothing, there was nothing.

  Background:
    Given these events of Peru and Norway:
      | on         | kind                  | by   |
      | 1923-05-04 | relations established |      |
      | 1930-01-01 | mission opened        | Peru |

  Scenario: Of a pair of which nothing is recorded, nothing is known
    Then nothing is known of Cuba and Iceland on 1935-01-01

  Scenario: Before its first event a pair has no relations
    Then the status of Peru and Norway on 1900-01-01 is no relations

  Scenario: What is left out in a hypothesis did not happen
    Given these events of Cuba and Iceland:
      | id   | on         | kind                  |
      | only | 1956-01-01 | relations established |
    When event "only" is left out
    Then the status of Cuba and Iceland on 1960-01-01 is no relations

  Scenario: The record of Canada and Iran says what was looked for
    Given the record
    Then of Canada and Iran on 2000-01-01 sanctions were not surveyed
    And of Canada and Iran on 2012-09-08 nothing was not surveyed

  Scenario: Every rung that holds is told
    When "mission closed" by Peru on 1940-01-01 is added
    And "sanctions imposed" by Norway on 1941-01-01 is added
    And "grievance raised" by Norway on 1942-01-01 is added
    Then the rungs of Peru and Norway on 1942-01-01 are sanctioned, embassy closed, strained, established
    And the status of Peru and Norway on 1942-01-01 is sanctioned since 1941-01-01
    When "talks opened" on 1943-01-01 is added
    Then the rungs of Peru and Norway on 1943-01-01 are talks offered, sanctioned, embassy closed, strained, established
    And nothing is known of Cuba and Iceland on 1943-01-01
