Feature: Canada and Iran, 1955 to 2025
  What the shipped record must read, whatever is added to it or mended in it.

  Scenario Outline: The status at the end of a day
    Given the record
    Then the status of Canada and Iran on <date> is <status>

    Examples: The table by which the record is judged
      | date       | status                                 |
      | 1954-12-31 | no relations                           |
      | 1955-06-01 | no relations, or possibly established  |
      | 1960-01-01 | established                            |
      | 1979-06-01 | established, or possibly strained      |
      | 1980-01-27 | strained                               |
      | 1980-01-28 | embassy closed                         |
      | 1988-07-17 | embassy closed                         |
      | 1988-10-01 | embassy closed, or possibly established |
      | 1989-01-01 | established                            |
      | 2003-07-24 | strained                               |
      | 2007-12-04 | strained                               |
      | 2010-07-21 | strained                               |
      | 2010-07-22 | sanctioned                             |
      | 2012-09-06 | sanctioned                             |
      | 2012-09-07 | severed                                |
      | 2016-02-06 | severed                                |
      | 2016-04-01 | talks offered                          |
      | 2018-06-13 | severed                                |
      | 2024-06-19 | severed                                |
      | 2025-05-22 | talks offered                          |

    Examples: The days on which something turns
      | date       | status                                 |
      | 1978-12-31 | established                            |
      | 1979-12-31 | strained                               |
      | 1988-07-18 | embassy closed, or possibly established |
      | 1988-12-31 | established                            |
      | 2003-07-09 | established                            |
      | 2003-07-10 | established, or possibly strained      |
      | 2003-07-11 | strained                               |
      | 2016-03-28 | severed                                |
      | 2016-03-29 | talks offered                          |
      | 2018-06-11 | talks offered                          |
      | 2018-06-12 | severed                                |
      | 2025-04-30 | severed                                |
      | 2025-05-10 | severed, or possibly talks offered     |
      | 2025-12-31 | talks offered                          |

  Scenario Outline: Since when
    Given the record
    Then the status of Canada and Iran on <date> is <status> since <since>

    Examples:
      | date       | status         | since                    |
      | 1960-01-01 | established    | 1955                     |
      | 1980-01-27 | strained       | 1979                     |
      | 1985-01-01 | embassy closed | 1980-01-28               |
      | 1989-01-01 | established    | [1988-07-18..1988-12-31] |
      | 2004-01-01 | strained       | [2003-07-10,2003-07-11]  |
      | 2011-01-01 | sanctioned     | 2010-07-22               |
      | 2015-01-01 | severed        | 2012-09-07               |
      | 2024-01-01 | severed        | 2018-06-12               |
      | 2025-05-22 | talks offered  | [2025-05-01..2025-05-21] |

  Scenario: In 1980 the embassy in Tehran closed, and relations went on
    Given the record
    Then between Canada and Iran on 1980-01-28 the mission of Canada is closed since 1980-01-28
    And between Canada and Iran on 1980-01-28 the mission of Iran is open since 1956
    And between Canada and Iran on 1980-01-28 the relations are in force since 1955

  Scenario: Sanctions that carry out a United Nations resolution are not Canada's own
    Given the record
    Then between Canada and Iran on 2010-07-21 the sanctions of Canada are none
    And between Canada and Iran on 2010-07-22 the sanctions of Canada are in force since 2010-07-22

  Scenario: In 2012 the missions ended with the relations, and each side found protection
    Given the record
    Then the status of Canada and Iran on 2012-09-07 rests on event "can-irn-2012-09-07-severed"
    And between Canada and Iran on 2012-09-07 the mission of Canada is none since 2012-09-07
    And between Canada and Iran on 2012-09-07 the mission of Iran is none since 2012-09-07
    And between Canada and Iran on 2012-09-17 the protecting power of Canada is Italy
    And between Canada and Iran on 2014-01-01 the protecting power of Iran is Oman
    And between Canada and Iran on 2019-06-13 the protecting power of Iran is Switzerland

  Scenario: Easing the sanctions in 2016 restored nothing
    Given the record
    Then between Canada and Iran on 2016-02-06 the sanctions of Canada are in force since 2010-07-22
    And the status of Canada and Iran on 2016-02-06 is severed since 2012-09-07

  Scenario: What Tehran said in May 2025 is an offer, and more sanctions do not end it
    Given the record
    Then the status of Canada and Iran on 2025-12-31 rests on event "can-irn-2025-05-baghaei"
    And between Canada and Iran on 2025-12-31 the relations are severed since 2012-09-07
