Feature: What if
  Events that did not happen, or not when they did, on top of a record that stays as it is.

  Scenario: Had Canada not severed its relations with Iran
    Given the record
    When event "can-irn-2012-09-07-severed" is left out
    Then the status of Canada and Iran on 2012-09-08 is sanctioned since 2010-07-22
    And the status of Canada and Iran on 2016-04-01 is talks offered
    And the status of Canada and Iran on 2018-06-13 is sanctioned since 2018-06-12
    And nothing of Canada and Iran is overtaken
    And the log is unchanged

  Scenario: Had Canada severed two years before it sanctioned
    Given the record
    When event "can-irn-2012-09-07-severed" is moved to 2008-01-01
    Then the status of Canada and Iran on 2008-01-01 is severed since 2008-01-01
    And the status of Canada and Iran on 2010-07-23 is severed since 2008-01-01

  Scenario: Sanctions lifted alone restore nothing
    Given the record
    And it is about Canada and Iran
    When "sanctions lifted" by Canada on 2026-03-01 is supposed
    Then the status of Canada and Iran on 2026-03-01 is severed
    And between Canada and Iran on 2026-03-01 the sanctions of Canada are none
    And between Canada and Iran on 2026-03-01 the relations are severed

  Scenario: Canada and Iran established again
    Given the record
    And it is about Canada and Iran
    When "sanctions lifted" by Canada on 2026-03-01 is supposed
    And "sanctions lifted" by Iran on 2026-03-01 is supposed
    And "relations restored" on 2026-06-01 is supposed
    Then the status of Canada and Iran on 2026-05-31 is severed
    And the status of Canada and Iran on 2026-06-01 is established since 2026-06-01
    And the log is unchanged

  Scenario: A mission cannot open while relations are severed, and the way is told
    Given the record
    And it is about Canada and Iran
    When "mission opened" by Canada on 2026-03-01 is supposed
    Then it is refused because "It would be possible after relations restored."
    And the log is unchanged

  Scenario: A hypothesis leaves no room for what rests on what it takes away
    Given these events of Peru and Norway:
      | id     | on         | kind                  | by   |
      | begun  | 1923-05-04 | relations established |      |
      | opened | 1925-01-01 | mission opened        | Peru |
      | closed | 1930-01-01 | mission closed        | Peru |
      | upset  | 1931-01-01 | grievance raised      | Peru |
    When event "opened" is left out
    Then event "closed" of Peru and Norway is overtaken because "its mission open"
    And the status of Peru and Norway on 1930-01-01 is established since 1923-05-04
    And the status of Peru and Norway on 1931-01-01 is strained since 1931-01-01

  Scenario: What is overtaken leaves the later ones to be judged on what is left
    Given these events of Peru and Norway:
      | id       | on         | kind                  | by   |
      | begun    | 1923-05-04 | relations established |      |
      | broken   | 1930-01-01 | relations severed     | Peru |
      | restored | 1935-01-01 | relations restored    |      |
      | opened   | 1936-01-01 | mission opened        | Peru |
    When event "broken" is left out
    Then event "restored" of Peru and Norway is overtaken because "relations severed"
    And between Peru and Norway on 1936-01-01 the mission of Peru is open

  Scenario: Severed and restored again and again
    Given these events of Chile and Bolivia:
      | id    | on         | kind                  | by      |
      | one   | 1904-10-20 | relations established |         |
      | two   | 1962-04-16 | relations severed     | Bolivia |
      | three | 1975-02-08 | relations restored    |         |
      | four  | 1978-03-17 | relations severed     | Bolivia |
    When event "three" is left out
    Then event "four" of Chile and Bolivia is overtaken because "relations in force"
    And the status of Chile and Bolivia on 2000-01-01 is severed since 1962-04-16

  Scenario: A supposed event comes last on its day
    Given these events of Peru and Norway:
      | id    | on         | kind                  | by   |
      | begun | 1923-05-04 | relations established |      |
    When "relations severed" by Peru on 1923-05-04 is supposed
    Then the status of Peru and Norway on 1923-05-04 is severed

  Scenario: A supposed event comes after those whose order is said
    Given these events of Peru and Norway:
      | id       | on         | kind                  | by     | seq |
      | begun    | 1923-05-04 | relations established |        |     |
      | recalled | 1930-01-01 | ambassador recalled   | Norway | 5   |
    When "relations severed" by Peru on 1930-01-01 is supposed
    Then nothing of Peru and Norway is overtaken
    And the status of Peru and Norway on 1930-01-01 is severed

  Scenario: A supposed event can be put before the others of its day
    Given these events of Peru and Norway:
      | id     | on         | kind                  | by   |
      | begun  | 1923-05-04 | relations established |      |
      | broken | 1930-01-01 | relations severed     | Peru |
    When "ambassador recalled" by Norway on 1930-01-01 with seq "-1" is supposed
    Then nothing of Peru and Norway is overtaken
    And the status of Peru and Norway on 1930-01-01 is severed

  Scenario: Hypotheses stack
    Given these events of Peru and Norway:
      | id    | on         | kind                  |
      | begun | 1923-05-04 | relations established |
    When "sanctions imposed" by Peru on 1930-01-01 is supposed
    And event "supposed-1" is moved to 1940-01-01
    Then the status of Peru and Norway on 1939-12-31 is established
    And the status of Peru and Norway on 1940-01-01 is sanctioned since 1940-01-01

  Scenario: An event that is supposed on some day of a year may have happened or not
    Given these events of Peru and Norway:
      | on         | kind                  |
      | 1923-05-04 | relations established |
    When "relations severed" by Peru on 1930 is supposed
    Then the status of Peru and Norway on 1930-06-01 is established, or possibly severed

  Scenario: A hypothesis on what was known then
    Given these events of Peru and Norway:
      | id     | on         | kind                  | by   | recorded             |
      | begun  | 1923-05-04 | relations established |      | 2020-01-01T00:00:00Z |
      | broken | 1930-01-01 | relations severed     | Peru | 2020-03-01T00:00:00Z |
    When "sanctions imposed" by Norway on 1929-01-01 is supposed
    And it is looked at as known on 2020-02-01
    Then the status of Peru and Norway on 1931-01-01 is sanctioned since 1929-01-01

  Scenario: Leaving out the closing of an embassy changes nothing where relations are severed that day
    Given the record
    When event "can-irn-2012-09-07-tehran-closed" is left out
    Then nothing of Canada and Iran is overtaken
    And the status of Canada and Iran on 2012-09-08 is severed since 2012-09-07
    And between Canada and Iran on 2012-09-08 the mission of Canada is none

  Scenario: What is overtaken by one rule is overtaken together
    Given these events of Peru and Norway:
      | id       | on         | kind                  | by   |
      | begun    | 1923-05-04 | relations established |      |
      | imposed  | 1930-01-01 | sanctions imposed     | Peru |
      | extended | 1931-01-01 | sanctions extended    | Peru |
      | lifted   | 1932-01-01 | sanctions lifted      | Peru |
    When event "imposed" is left out
    Then event "extended" of Peru and Norway is overtaken because "its sanctions in force"
    And event "lifted" of Peru and Norway is overtaken because "its sanctions in force"
