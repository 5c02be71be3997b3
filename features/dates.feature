Feature: Dates of honest precision
  The log says how much is known of a date, and the answer says what follows from that.

  Scenario: In the year of an event it may or may not have happened yet
    Given these events of Peru and Norway:
      | on   | kind                  |
      | 1923 | relations established |
    Then the status of Peru and Norway on 1922-12-31 is no relations
    And the status of Peru and Norway on 1923-01-01 is no relations, or possibly established
    And the status of Peru and Norway on 1923-12-30 is no relations, or possibly established
    And the status of Peru and Norway on 1923-12-31 is established since 1923

  Scenario Outline: Forms of a date
    Given these events of Peru and Norway:
      | on   | kind                  |
      | <on> | relations established |
    Then the status of Peru and Norway on <before> is no relations
    And the status of Peru and Norway on <first> is no relations, or possibly established
    And the status of Peru and Norway on <last> is established since <on>

    Examples:
      | on                       | before     | first      | last       |
      | 1923-05                  | 1923-04-30 | 1923-05-01 | 1923-05-31 |
      | 1924-02                  | 1924-01-31 | 1924-02-28 | 1924-02-29 |
      | 1923-XX-XX               | 1922-12-31 | 1923-01-01 | 1923-12-31 |
      | 1923~                    | 1922-12-31 | 1923-01-01 | 1923-12-31 |
      | 1923-05?                 | 1923-04-30 | 1923-05-01 | 1923-05-31 |
      | [1923-05-04,1923-05-05]  | 1923-05-03 | 1923-05-04 | 1923-05-05 |
      | [1923-05-04..1924]       | 1923-05-03 | 1924-12-30 | 1924-12-31 |
      | [1922-12..1923-02]       | 1922-11-30 | 1922-12-01 | 1923-02-28 |

  Scenario Outline: A doubt about a day widens nothing
    Given these events of Peru and Norway:
      | on   | kind                  |
      | <on> | relations established |
    Then the status of Peru and Norway on 1923-05-03 is no relations
    And the status of Peru and Norway on 1923-05-04 is established since <on>

    Examples:
      | on          |
      | 1923-05-04~ |
      | 1923-05-04? |
      | 1923-05-04% |

  Scenario: A date asked for means its last day
    Given these events of Peru and Norway:
      | on         | kind                  |
      | 1923-05-31 | relations established |
    Then the status of Peru and Norway on 1923-04 is no relations
    And the status of Peru and Norway on 1923-05 is established
    And the status of Peru and Norway on 1923 is established

  Scenario: What happened on the day counts
    Given these events of Peru and Norway:
      | on         | kind                  | by   |
      | 1923-05-04 | relations established |      |
      | 1930-01-01 | relations severed     | Peru |
    Then the status of Peru and Norway on 1929-12-31 is established
    And the status of Peru and Norway on 1930-01-01 is severed

  Scenario: Events of one day are told apart by their seq, and come in the order of the log without one
    Given these events of Peru and Norway:
      | on         | kind                  | by   | seq |
      | 1923-05-04 | mission opened        | Peru | 2   |
      | 1923-05-04 | relations established |      | -1  |
      | 1930-01-01 | mission closed        | Peru |     |
      | 1930-01-01 | relations severed     | Peru |     |
    Then the status of Peru and Norway on 1923-05-04 is established
    And the status of Peru and Norway on 1930-01-01 is severed

  Scenario: A certain event that needs an undecided one decides it
    Given these events of Peru and Norway:
      | on         | kind                  | by   |
      | 1923       | relations established |      |
      | 1923-06-01 | mission opened        | Peru |
    Then the status of Peru and Norway on 1923-05-31 is no relations, or possibly established
    And the status of Peru and Norway on 1923-06-01 is established since 1923

  Scenario: Two undecided events leave up to four ways
    Given these events of Peru and Norway:
      | on           | kind                  | by   |
      | 1923-05-04   | relations established |      |
      | 1930         | grievance raised      | Peru |
      | [1930..1931] | sanctions imposed     | Peru |
    Then the status of Peru and Norway on 1930-06-01 is established, or possibly sanctioned, or possibly strained
    And the status of Peru and Norway on 1930-12-31 is strained, or possibly sanctioned
    And the status of Peru and Norway on 1931-12-31 is sanctioned

  Scenario: Severed or restored, it may be neither yet
    Given these events of Peru and Norway:
      | on         | kind                  | by   |
      | 1923-05-04 | relations established |      |
      | 1930       | relations severed     | Peru |
      | 1930       | relations restored    |      |
    Then the status of Peru and Norway on 1930-06-01 is established, or possibly severed
    And the status of Peru and Norway on 1930-12-31 is established since 1930

  Scenario: Facts are as uncertain as the dates of their events
    Given these events of Peru and Norway:
      | on         | kind                  | by   |
      | 1923-05-04 | relations established |      |
      | 1924-01-01 | mission opened        | Peru |
      | 1930-01-01 | mission closed        | Peru |
      | 1931       | mission opened        | Peru |
    Then between Peru and Norway on 1931-06-01 the mission of Peru is closed, or possibly open
    And the status of Peru and Norway on 1931-06-01 is embassy closed, or possibly established
    And between Peru and Norway on 1931-12-31 the mission of Peru is open since 1931

  Scenario: Two events of which it is not known which came first
    Given these events of Peru and Norway:
      | on         | kind                  | by   |
      | 1955       | relations established |      |
      | 2012       | grievance raised      | Peru |
      | 2012-06-01 | relations normalised  |      |
    Then the status of Peru and Norway on 2012-05-31 is established, or possibly strained
    And the status of Peru and Norway on 2013-01-01 is established, or possibly strained
    And between Peru and Norway on 2013-01-01 the grievance of Peru is none, or possibly open

  Scenario: What is left open stays so until an event settles it
    Given these events of Peru and Norway:
      | on         | kind                  | by   |
      | 1955       | relations established |      |
      | 2012       | grievance raised      | Peru |
      | 2012-06-01 | relations normalised  |      |
      | 2019-03-04 | relations normalised  |      |
    Then the status of Peru and Norway on 2019-03-03 is established, or possibly strained
    And the status of Peru and Norway on 2019-03-04 is established

  Scenario: An order that the rules refuse is none
    Given these events of Peru and Norway:
      | on         | kind                  | by   |
      | 1955       | relations established |      |
      | 2012       | mission opened        | Peru |
      | 2012-06-01 | mission closed        | Peru |
    Then the status of Peru and Norway on 2012-05-31 is established
    And the status of Peru and Norway on 2012-06-01 is embassy closed

  Scenario: Events of the very same possible days come in their order, the second never without the first
    Given these events of Peru and Norway:
      | on   | kind                  | by   |
      | 1955 | relations established |      |
      | 2012 | sanctions imposed     | Peru |
      | 2012 | grievance raised      | Peru |
    Then the status of Peru and Norway on 2012-06-01 is established, or possibly sanctioned
    And between Peru and Norway on 2012-06-01 the grievance of Peru is none, or possibly open

  Scenario: Events of other possible days that fall on one day come in either order
    Given these events of Peru and Norway:
      | on                      | kind                  | by   |
      | 1955                    | relations established |      |
      | [2012-06-01,2012-06-02] | grievance raised      | Peru |
      | [2012-06-01,2012-06-03] | relations normalised  |      |
    Then the status of Peru and Norway on 2012-06-03 is established, or possibly strained

  Scenario: A set of two days has none between
    Given these events of Peru and Norway:
      | on                      | kind                  | by   |
      | 1955                    | relations established |      |
      | [2012-05-01,2012-07-01] | grievance raised      | Peru |
      | 2012-06-01              | relations severed     | Peru |
      | 2012-06-01              | relations restored    |      |
    Then the status of Peru and Norway on 2012-06-01 is established
    And the status of Peru and Norway on 2012-06-30 is established
    And the status of Peru and Norway on 2012-07-01 is established, or possibly strained

  Scenario: A status that is left and come back to on one day is as old as it was
    Given these events of Peru and Norway:
      | on         | kind                  | by   |
      | 1955-01-01 | relations established |      |
      | 2012-06-01 | grievance raised      | Peru |
      | 2012-06-01 | grievance settled     | Peru |
    Then the status of Peru and Norway on 2012-06-01 is established since 1955-01-01

  Scenario Outline: What is no date
    Given nothing is recorded of Peru and Norway
    When "relations established" on <date> is added
    Then it is no event because "<why>"

    Examples:
      | date        | why                                    |
      | 1923/1924   | write [1923..1924]                     |
      | 1923-02-29  | there is no 1923-02-29 in the calendar |
      | 1923-13     | there is no 1923-13 in the calendar    |
      | 23-05-04    | it has none of the forms of a date     |
      | [1924..1923] | 1924 is later than 1923               |
      | [1923..]    | a set needs both its ends              |
      | [1923       | the bracket that it opens is not closed |
