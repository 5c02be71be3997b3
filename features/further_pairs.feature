Feature: Thirteen pairs with hard turns
  What the record must read of pairs that broke and mended more than once, fell out without breaking, or never had
  relations at all.

  Background:
    Given the record

  Rule: Argentina and the United Kingdom

    Scenario Outline: War, eight years without relations, and two rounds of talks
      Then the status of Argentina and the United Kingdom on <date> is <status>

      Examples:
        | date       | status        |
        | 1981-12-31 | established   |
        | 1982-04-01 | established   |
        | 1982-04-02 | severed       |
        | 1984-07-17 | severed       |
        | 1984-07-18 | talks offered |
        | 1984-07-19 | severed       |
        | 1989-07-01 | severed       |
        | 1989-09-15 | talks offered |
        | 1989-10-19 | talks offered |
        | 1990-02-14 | talks offered |
        | 1990-02-15 | established   |

    Scenario: In 1982 sanctions followed the break, and third states took over the interests of both
      Then between Argentina and the United Kingdom on 1982-04-03 the sanctions of the United Kingdom are in force since 1982-04-03
      And between Argentina and the United Kingdom on 1982-04-30 the protecting power of the United Kingdom is Switzerland
      And between Argentina and the United Kingdom on 1982-04-30 the protecting power of Argentina is Brazil
      And between Argentina and the United Kingdom on 1983-01-01 the interests section of Argentina is open
      And between Argentina and the United Kingdom on 1983-01-01 the mission of the United Kingdom is none since 1982-04-02

    Scenario: The consular agreement of 1989 was no restoration
      Then between Argentina and the United Kingdom on 1990-02-14 the relations are severed since 1982-04-02
      And between Argentina and the United Kingdom on 1990-02-14 the consulate of the United Kingdom is open
      And between Argentina and the United Kingdom on 1991-01-01 the mission of Argentina is open
      And between Argentina and the United Kingdom on 1990-02-15 the sanctions of the United Kingdom are none
      And between Argentina and the United Kingdom on 1990-02-15 the sanctions of Argentina are none

    Scenario: In 1978 Britain had only a chargé d'affaires, since a day that is not known
      Then the status of Argentina and the United Kingdom on 1976-06-30 is established, or possibly strained
      And the status of Argentina and the United Kingdom on 1978-04-13 is strained
      And of Argentina and the United Kingdom on 2010-01-01 recalls, grievances and sanctions were not surveyed

  Rule: Armenia and Türkiye

    Scenario Outline: A border closed between two that never had relations, and talks that came to nothing once
      Then the status of Armenia and Turkey on <date> is <status>

      Examples:
        | date       | status        |
        | 1992-12-31 | no relations  |
        | 1993-04-30 | sanctioned    |
        | 2009-10-10 | talks offered |
        | 2010-05-01 | talks offered |
        | 2018-02-28 | talks offered |
        | 2018-03-01 | sanctioned    |
        | 2022-01-13 | sanctioned    |
        | 2022-01-14 | talks offered |

    Scenario: The protocols of Zurich were never carried out
      Then between Armenia and Turkey on 2012-01-01 the talks are agreed since 2009-10-10
      And between Armenia and Turkey on 2012-01-01 the relations are none
      And between Armenia and Turkey on 2018-03-01 the talks are none
      And between Armenia and Turkey on 2024-01-01 the sanctions of Turkey are in force since 1993-04

    Scenario: The day on which the border closed is not known
      Then the status of Armenia and Turkey on 1993-04-15 is no relations, or possibly sanctioned
      And of Armenia and Turkey on 2000-01-01 grievances were not surveyed

  Rule: China and Lithuania

    Scenario Outline: A quarrel over a name that broke nothing off
      Then the status of China and Lithuania on <date> is <status>

      Examples:
        | date       | status                           |
        | 2021-08-09 | established                      |
        | 2021-08-10 | strained                         |
        | 2021-11-30 | strained                         |
        | 2021-12-05 | strained, or possibly sanctioned |
        | 2021-12-08 | sanctioned                       |
        | 2026-02-07 | sanctioned                       |

    Scenario: The embassies went down to chargés d'affaires, and Lithuania's stood empty
      Then between China and Lithuania on 2021-11-21 the recall of China is open since 2021-08-10
      And between China and Lithuania on 2021-12-14 the mission of Lithuania is open
      And between China and Lithuania on 2021-12-15 the mission of Lithuania is closed since 2021-12-15
      And between China and Lithuania on 2026-02-07 the relations are in force since 1991-09-14
      And between China and Lithuania on 2024-11-29 the grievance of Lithuania is open since 2024-11-29

    Scenario: What the European Union dropped, China has not lifted
      Then between China and Lithuania on 2025-12-31 the sanctions of China are in force
      And of China and Lithuania on 2010-01-01 recalls, grievances, sanctions and talks were not surveyed

  Rule: Ecuador and Mexico

    Scenario Outline: From an expulsion to a break in two days, and two offers after it
      Then the status of Ecuador and Mexico on <date> is <status>

      Examples:
        | date       | status        |
        | 2024-04-03 | established   |
        | 2024-04-04 | strained      |
        | 2024-04-05 | severed       |
        | 2024-05-16 | severed       |
        | 2024-05-17 | talks offered |
        | 2024-06-19 | severed       |
        | 2025-05-07 | severed       |
        | 2025-05-08 | talks offered |
        | 2025-12-31 | talks offered |

    Scenario: Mexico broke off relations, and Switzerland speaks for both
      Then between Ecuador and Mexico on 2024-04-05 the relations are severed since 2024-04-05
      And between Ecuador and Mexico on 2024-04-05 the mission of Mexico is none since 2024-04-05
      And between Ecuador and Mexico on 2024-06-15 the protecting power of Mexico is Switzerland since 2024-06-15
      And between Ecuador and Mexico on 2024-06-24 the protecting power of Ecuador is Switzerland since 2024-06-24

    Scenario: A refusal of April 2025 does not decline the offer of May, and a duty is no sanction
      Then between Ecuador and Mexico on 2025-06-01 the offer of Ecuador is standing since 2025-05-08
      And between Ecuador and Mexico on 2025-06-01 the sanctions of Ecuador are none

    Scenario: Of the years before the quarrel only the founding was looked for
      Then between Ecuador and Mexico on 1950-01-01 the mission of Mexico is none, or possibly open
      And of Ecuador and Mexico on 1950-01-01 relations, missions, recalls, grievances, sanctions, talks and offices were not surveyed
      And of Ecuador and Mexico on 2025-01-01 nothing was not surveyed

  Rule: Egypt and Israel

    Scenario Outline: Peace, three ambassadors recalled, and none sent
      Then the status of Egypt and Israel on <date> is <status>

      Examples:
        | date       | status        |
        | 1978-09-16 | no relations  |
        | 1978-09-17 | talks offered |
        | 1979-12-31 | talks offered |
        | 1980-01-26 | established   |
        | 1983-06-21 | strained      |
        | 1990-01-01 | established   |
        | 2000-11-20 | established   |
        | 2000-11-21 | strained      |
        | 2005-03-17 | established   |
        | 2011-08-18 | strained      |
        | 2013-01-01 | strained      |
        | 2015-12-31 | strained      |
        | 2016-01-01 | established   |
        | 2025-01-01 | strained      |

    Scenario: The embassy in Cairo was stormed and not closed
      Then between Egypt and Israel on 2013-01-01 the mission of Israel is open
      And between Egypt and Israel on 2013-01-01 the grievance of Israel is open since 2011-09-09
      And between Egypt and Israel on 2013-01-01 the grievance of Egypt is none
      And between Egypt and Israel on 2013-01-01 the recall of Egypt is open since 2012-11-14

    Scenario: Embassies came a month after relations
      Then between Egypt and Israel on 1980-02-17 the mission of Israel is none
      And between Egypt and Israel on 1980-02-18 the mission of Israel is none, or possibly open
      And between Egypt and Israel on 1980-02-26 the mission of Egypt is open
      And of Egypt and Israel on 1990-01-01 sanctions were not surveyed

  Rule: Eritrea and Ethiopia

    Scenario Outline: Twenty years of enmity, a peace, and a new quarrel
      Then the status of Eritrea and Ethiopia on <date> is <status>

      Examples:
        | date       | status        |
        | 1992-12-31 | no relations  |
        | 1995-01-01 | established   |
        | 1999-01-01 | severed       |
        | 2001-01-01 | severed       |
        | 2018-06-04 | severed       |
        | 2018-06-05 | talks offered |
        | 2018-07-09 | established   |
        | 2018-09-06 | established   |
        | 2025-06-26 | strained      |
        | 2026-02-07 | strained      |

    Scenario: The peace of Algiers in 2000 restored nothing
      Then between Eritrea and Ethiopia on 2018-06-04 the relations are severed since [1998-05-01..1998-12-31]
      And between Eritrea and Ethiopia on 2018-07-15 the mission of Eritrea is none
      And between Eritrea and Ethiopia on 2018-07-16 the mission of Eritrea is open since 2018-07-16
      And between Eritrea and Ethiopia on 2018-09-06 the mission of Ethiopia is open since 2018-09-06

    Scenario: Neither who broke off relations in 1998 is established, nor the day
      Then the status of Eritrea and Ethiopia on 1998-07-01 is established, or possibly severed
      And the status of Eritrea and Ethiopia on 1999-01-01 rests on event "eri-eth-1998-severed"
      And of Eritrea and Ethiopia on 2022-01-01 missions, recalls, grievances, sanctions, talks and offices were not surveyed

  Rule: Georgia and Russia

    Scenario Outline: Sanctions before the war, and no relations since
      Then the status of Georgia and Russia on <date> is <status>

      Examples:
        | date       | status      |
        | 2006-09-26 | established |
        | 2006-09-28 | strained    |
        | 2006-10-02 | sanctioned  |
        | 2008-09-01 | sanctioned  |
        | 2008-09-02 | severed     |
        | 2013-01-01 | severed     |
        | 2023-06-01 | severed     |
        | 2025-04-17 | severed     |

    Scenario: Flights come and go while the break stands
      Then between Georgia and Russia on 2023-06-01 the relations are severed since 2008-09-02
      And between Georgia and Russia on 2023-06-01 the sanctions of Russia are in force since 2006-10-02
      And between Georgia and Russia on 2009-03-05 the interests section of Georgia is open since 2009-03-05
      And between Georgia and Russia on 2009-03-05 the protecting power of Russia is Switzerland since 2008-12-13

    Scenario: Envoys who leave politics out hold no talks on relations
      Then between Georgia and Russia on 2015-01-01 the talks are none
      And between Georgia and Russia on 2025-04-17 the offer of Russia is none
      And of Georgia and Russia on 2000-01-01 recalls, grievances and sanctions were not surveyed

  Rule: India and Pakistan

    Scenario Outline: One break, two crises of ambassadors, and trade cut off
      Then the status of India and Pakistan on <date> is <status>

      Examples:
        | date       | status        |
        | 1965-12-31 | established   |
        | 1971-12-05 | established   |
        | 1971-12-06 | severed       |
        | 1972-07-02 | severed       |
        | 1976-05-14 | talks offered |
        | 1976-07-31 | established   |
        | 2001-12-21 | strained      |
        | 2003-07-14 | strained      |
        | 2003-07-15 | established   |
        | 2019-02-15 | sanctioned    |
        | 2025-05-02 | sanctioned    |

    Scenario: In 2019 the high commissioners went home, came back and were sent home again
      Then between India and Pakistan on 2019-02-18 the recall of Pakistan is open since 2019-02-18
      And between India and Pakistan on 2019-03-09 the recall of India is none
      And between India and Pakistan on 2019-08-07 the grievance of Pakistan is open since 2019-08-07
      And between India and Pakistan on 2019-08-07 the mission of India is open
      And between India and Pakistan on 2019-08-07 the sanctions of Pakistan are in force since 2019-08-07

    Scenario: The day of the restoration is not known, nor what was done before 1971
      Then the status of India and Pakistan on 1976-07-15 is talks offered, or possibly established
      And of India and Pakistan on 1965-12-31 relations, missions, recalls, grievances, sanctions, talks and offices were not surveyed
      And of India and Pakistan on 2003-07-15 sanctions were not surveyed

  Rule: Israel and Morocco

    Scenario Outline: Liaison offices in place of embassies
      Then the status of Israel and Morocco on <date> is <status>

      Examples:
        | date       | status        |
        | 1994-08-31 | no relations  |
        | 1994-09-01 | established   |
        | 2000-10-22 | established   |
        | 2000-10-23 | severed       |
        | 2020-12-09 | severed       |
        | 2020-12-10 | talks offered |
        | 2020-12-22 | established   |

    Scenario: The offices closed with the break and opened after it
      Then between Israel and Morocco on 2000-10-22 the liaison office of Israel is open since 1994-10
      And between Israel and Morocco on 2000-10-23 the liaison office of Morocco is none
      And between Israel and Morocco on 2021-01-26 the liaison office of Israel is open since 2021-01-26
      And between Israel and Morocco on 2021-02-09 the liaison office of Morocco is open since 2021-02-09
      And between Israel and Morocco on 2021-08-12 the mission of Israel is none

    Scenario: Nobody looked for sanctions or grievances between Israel and Morocco
      Then of Israel and Morocco on 2021-08-12 grievances and sanctions were not surveyed

  Rule: Israel and the Soviet Union

    Scenario Outline: Two breaks, and a state that ceased to exist
      Then the status of Israel and the Soviet Union on <date> is <status>

      Examples:
        | date       | status        |
        | 1948-05-26 | established   |
        | 1953-02-09 | strained      |
        | 1953-02-12 | severed       |
        | 1953-06-01 | talks offered |
        | 1953-07-21 | established   |
        | 1956-12-15 | strained      |
        | 1960-01-01 | established   |
        | 1967-06-09 | established   |
        | 1967-06-10 | severed       |
        | 1987-07-12 | severed       |
        | 1991-01-03 | severed       |
        | 1991-10-18 | established   |
        | 1992-01-01 | no relations  |

    Scenario: Since when Israel and the Soviet Union had no relations
      Then the status of Israel and the Soviet Union on 1991-10-17 is severed since 1967-06-10
      And between Israel and the Soviet Union on 1970-01-01 the protecting power of Israel is the Netherlands
      And between Israel and the Soviet Union on 1970-01-01 the protecting power of the Soviet Union is Finland

    Scenario: Consular delegations became consulates before there were embassies again
      Then between Israel and the Soviet Union on 1987-07-12 the interests section of the Soviet Union is open since 1987-07-12
      And between Israel and the Soviet Union on 1990-12-25 the consulate of the Soviet Union is open since 1990-12-25
      And between Israel and the Soviet Union on 1991-01-03 the consulate of Israel is open since 1991-01-03
      And between Israel and the Soviet Union on 1991-01-03 the interests section of Israel is none
      And between Israel and the Soviet Union on 1991-10-24 the mission of Israel is open since 1991-10-24
      And between Israel and the Soviet Union on 1991-12-24 the consulate of the Soviet Union is none

    Scenario: The night of the first break is dated to two days
      Then the status of Israel and the Soviet Union on 1953-02-11 is strained, or possibly severed
      And of Israel and the Soviet Union on 1956-12-15 sanctions were not surveyed

  Rule: Israel and Türkiye

    Scenario Outline: Lowered four times and never broken off
      Then the status of Israel and Turkey on <date> is <status>

      Examples:
        | date       | status        |
        | 1950-01-07 | established   |
        | 1957-01-01 | strained      |
        | 1964-01-01 | established   |
        | 1980-11-30 | strained      |
        | 1992-01-01 | established   |
        | 2010-05-31 | strained      |
        | 2013-03-22 | strained      |
        | 2016-06-28 | talks offered |
        | 2016-11-16 | established   |
        | 2018-05-14 | strained      |
        | 2022-08-17 | established   |
        | 2023-10-28 | strained      |
        | 2024-04-08 | strained      |
        | 2024-04-09 | sanctioned    |
        | 2025-08-29 | sanctioned    |

    Scenario: Relations that the press called broken off stayed in force
      Then between Israel and Turkey on 2011-09-02 the relations are in force
      And between Israel and Turkey on 2011-09-02 the mission of Israel is open
      And between Israel and Turkey on 2023-10-28 the recall of Israel is open since 2023-10-28
      And between Israel and Turkey on 2024-05-02 the sanctions of Turkey are in force since 2024-04-09

    Scenario: When relations with Turkey began, and when its minister left, is known to some weeks only
      Then the status of Israel and Turkey on 1949-12-01 is no relations, or possibly established
      And the status of Israel and Turkey on 1956-12-01 is established, or possibly strained
      And of Israel and Turkey on 2000-01-01 sanctions were not surveyed

  Rule: Libya and the United States

    Scenario Outline: Embassies closed for a quarter of a century, and relations never severed
      Then the status of Libya and the United States on <date> is <status>

      Examples:
        | date       | status         |
        | 1951-12-23 | no relations   |
        | 1951-12-24 | established    |
        | 1972-11-06 | established    |
        | 1972-11-07 | strained       |
        | 1980-05-01 | strained       |
        | 1980-05-02 | embassy closed |
        | 1982-03-09 | embassy closed |
        | 1982-03-10 | sanctioned     |
        | 1985-01-01 | sanctioned     |
        | 2004-09-20 | sanctioned     |
        | 2004-09-21 | embassy closed |
        | 2006-05-30 | embassy closed |
        | 2006-05-31 | established    |
        | 2011-02-25 | sanctioned     |
        | 2020-01-01 | sanctioned     |

    Scenario: In 1985 sanctions hid two closed embassies
      Then the rungs of Libya and the United States on 1985-01-01 are sanctioned, embassy closed, strained, established
      And between Libya and the United States on 1985-01-01 the relations are in force since 1951-12-24
      And between Libya and the United States on 1985-01-01 the mission of the United States is closed since 1980-05-02
      And between Libya and the United States on 1985-01-01 the mission of Libya is closed since 1981-05-06

    Scenario: From section to liaison office to embassy
      Then between Libya and the United States on 2004-02-08 the interests section of the United States is open since 2004-02-08
      And between Libya and the United States on 2004-06-28 the liaison office of the United States is open since [2004-06-24..2004-06-28]
      And between Libya and the United States on 2004-07-08 the interests section of Libya is open since 2004-07-08
      And between Libya and the United States on 2006-05-31 the mission of the United States is open since 2006-05-31
      And between Libya and the United States on 2006-05-31 the liaison office of the United States is none
      And between Libya and the United States on 2006-05-31 the grievance of the United States is none

    Scenario: The embassy that left Tripoli in 2014 is closed, under sanctions that are older
      Then between Libya and the United States on 2015-01-01 the mission of the United States is closed since 2014-07-26
      And between Libya and the United States on 2015-01-01 the mission of Libya is open since 2011-08-11
      And between Libya and the United States on 2015-01-01 the sanctions of the United States are in force since 2011-02-25

    Scenario: When Belgium began to look after American interests is not known
      Then between Libya and the United States on 1990-01-01 the protecting power of the United States is none, or possibly Belgium
      And of Libya and the United States on 1975-01-01 sanctions were not surveyed

  Rule: Sudan and Chad

    Scenario Outline: Broken off by the one and then by the other, and mended each time
      Then the status of Sudan and Chad on <date> is <status>

      Examples:
        | date       | status        |
        | 2005-12-01 | established   |
        | 2005-12-23 | strained      |
        | 2006-02-08 | talks offered |
        | 2006-04-14 | severed       |
        | 2006-07-26 | talks offered |
        | 2006-08-08 | established   |
        | 2008-02-15 | strained      |
        | 2008-05-11 | severed       |
        | 2008-07-17 | talks offered |
        | 2008-11-09 | established   |
        | 2009-07-31 | strained      |
        | 2010-01-15 | talks offered |
        | 2010-02-09 | established   |
        | 2023-12-16 | strained      |
        | 2024-06-01 | strained      |

    Scenario: Since when Sudan and Chad were without relations, each time
      Then between Sudan and Chad on 2006-07-01 the relations are severed since 2006-04-14
      And between Sudan and Chad on 2008-07-01 the relations are severed since 2008-05-11
      And between Sudan and Chad on 2008-11-09 the mission of Chad is open since 2008-11-09

    Scenario: When the two neighbours began is not known, nor what nobody looked for between 2010 and 2023
      Then the status of Sudan and Chad on 1990-01-01 is no relations, or possibly established
      And of Sudan and Chad on 2015-01-01 missions, recalls, grievances, sanctions, talks and offices were not surveyed
