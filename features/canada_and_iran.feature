Feature: Canada and Iran, 1955 to 2026
  What the shipped record must read, whatever is added to it or mended in it.

  Scenario Outline: The status at the end of a day
    Given the record
    Then the status of Canada and Iran on <date> is <status>

    Examples: The table by which the record is judged
      | date       | status                                 |
      | 1954-12-31 | no relations                           |
      | 1955-06-01 | no relations, or possibly established  |
      | 1960-01-01 | established                            |
      | 1979-06-01 | established                            |
      | 1980-01-27 | established                            |
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
      | 1979-12-31 | established                            |
      | 1980-04-30 | embassy closed                         |
      | 1980-05-31 | sanctioned                             |
      | 1980-12-31 | sanctioned                             |
      | 1981-06-30 | sanctioned, or possibly embassy closed |
      | 1981-12-31 | embassy closed                         |
      | 1988-07-18 | embassy closed, or possibly established |
      | 1988-12-31 | established                            |
      | 2003-07-09 | established                            |
      | 2003-07-10 | established, or possibly strained      |
      | 2003-07-11 | strained                               |
      | 2016-03-28 | severed                                |
      | 2016-03-29 | talks offered                          |
      | 2018-06-11 | talks offered                          |
      | 2018-06-12 | severed                                |
      | 2025-04-27 | severed                                |
      | 2025-04-28 | talks offered                          |
      | 2025-11-26 | talks offered                          |
      | 2025-11-27 | severed                                |
      | 2025-12-31 | severed                                |
      | 2026-02-14 | severed                                |

  Scenario Outline: Since when
    Given the record
    Then the status of Canada and Iran on <date> is <status> since <since>

    Examples:
      | date       | status         | since                    |
      | 1960-01-01 | established    | 1955                     |
      | 1980-01-27 | established    | 1955                     |
      | 1980-04-30 | embassy closed | 1980-01-28               |
      | 1980-12-31 | sanctioned     | 1980-05                  |
      | 1985-01-01 | embassy closed | [1981-01-20..1981-12-31] |
      | 1989-01-01 | established    | [1988-07-18..1988-12-31] |
      | 2004-01-01 | strained       | [2003-07-10,2003-07-11]  |
      | 2011-01-01 | sanctioned     | 2010-07-22               |
      | 2015-01-01 | severed        | 2012-09-07               |
      | 2024-01-01 | severed        | 2018-06-12               |
      | 2025-05-22 | talks offered  | 2025-04-28?              |
      | 2025-12-31 | severed        | 2025-11-27               |

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

  Scenario: In November 2022 Iran answered with sanctions of its own
    Given the record
    Then between Canada and Iran on 2022-11-01 the sanctions of Iran are none
    And between Canada and Iran on 2022-11-02 the sanctions of Iran are in force since 2022-11-02
    And between Canada and Iran on 2026-02-14 the sanctions of Iran are in force since 2022-11-02

  Scenario: Easing the sanctions in 2016 restored nothing
    Given the record
    Then between Canada and Iran on 2016-02-06 the sanctions of Canada are in force since 2010-07-22
    And the status of Canada and Iran on 2016-02-06 is severed since 2012-09-07

  Scenario: The snag after the revolution was nobody's complaint
    Given the record
    Then between Canada and Iran on 1979-12-31 the grievance of Canada is none
    And between Canada and Iran on 1979-12-31 the grievance of Iran is none
    And between Canada and Iran on 1979-12-31 the mission of Canada is open since 1959

  Scenario: The death of Zahra Kazemi, and what each side accuses the other of since
    Given the record
    Then the status of Canada and Iran on 2003-07-11 rests on event "can-irn-2003-07-kazemi-dies"
    And between Canada and Iran on 2003-07-23 the recall of Canada is open since 2003-07-23
    And between Canada and Iran on 2003-07-23 the grievance of Iran is none
    And between Canada and Iran on 2003-07-24 the grievance of Iran is open since 2003-07-24
    And between Canada and Iran on 2025-04-01 the grievance of Canada is open since [2003-07-10,2003-07-11]
    And between Canada and Iran on 2025-04-01 the grievance of Iran is open since 2003-07-24

  Scenario: In 2004 Canada recalled its ambassador again, and named another
    Given the record
    Then between Canada and Iran on 2004-07-14 the recall of Canada is open since 2004-07-14
    And between Canada and Iran on 2004-11-23 the recall of Canada is none
    And the status of Canada and Iran on 2004-11-23 is strained

  Scenario: Nothing restored relations from the break of 2012 on
    Given the record
    Then between Canada and Iran on 2025-04-28 the relations are severed since 2012-09-07
    And between Canada and Iran on 2026-02-14 the relations are severed since 2012-09-07

  Scenario: What Tehran said in the spring of 2025 is an offer, and more sanctions do not end it
    Given the record
    Then the status of Canada and Iran on 2025-05-22 rests on event "can-irn-2025-04-28-baghaei"
    And between Canada and Iran on 2025-05-22 the offer of Iran is standing since 2025-04-28?
    And between Canada and Iran on 2025-11-26 the offer of Iran is standing since 2025-04-28?

  Scenario: Canada declined in November 2025, and no offer stands
    Given the record
    Then the status of Canada and Iran on 2025-12-31 rests on event "can-irn-2012-09-07-severed"
    And between Canada and Iran on 2025-11-27 the offer of Iran is none
    And between Canada and Iran on 2025-12-31 the sanctions of Canada are in force since 2010-07-22
