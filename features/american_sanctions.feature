Feature: Sanctions of the United States
  What the shipped record must read of the pairs whose American sanctions have been looked for, whatever is added to it or mended in it.

  Scenario Outline: Where other measures were in force, or may have been, nothing is read into a silence
    Given the record
    Then of the United States and <country> on <date> recalls, grievances, sanctions and talks were not surveyed

    Examples:
      | country | date       | what was not looked for                 |
      | Sudan   | 1995-01-01 | the listing as a sponsor of terrorism   |
      | Sudan   | 2019-01-01 | the listing as a sponsor of terrorism   |
      | Syria   | 2025-12-01 | the listing, and an act not yet lifted  |
      | Vietnam | 1995-12-01 | an arms embargo                         |
      | China   | 1980-01-01 | controls on exports                     |
      | Iran    | 1982-01-01 | controls on exports                     |
      | Myanmar | 2018-01-01 | visa bans and lists of persons          |

  Scenario Outline: The status at the end of a day
    Given the record
    Then the status of the United States and <country> on <date> is <status>

    Examples: Cuba: an embargo that outlasts the break of relations
      | country | date       | status      |
      | Cuba    | 1959-12-31 | established |
      | Cuba    | 1960-10-20 | sanctioned  |
      | Cuba    | 1961-01-02 | sanctioned  |
      | Cuba    | 1961-01-03 | severed     |
      | Cuba    | 1962-10-22 | severed     |
      | Cuba    | 1977-12-31 | severed     |
      | Cuba    | 2015-07-19 | severed     |
      | Cuba    | 2015-07-20 | sanctioned  |
      | Cuba    | 2020-01-01 | sanctioned  |

    Examples: Iran: sanctioned, then severed, with sanctions or without
      | country | date       | status      |
      | Iran    | 1979-11-13 | established |
      | Iran    | 1979-12-01 | sanctioned  |
      | Iran    | 1980-04-07 | severed     |
      | Iran    | 1996-01-01 | severed     |
      | Iran    | 2016-02-01 | severed     |
      | Iran    | 2019-01-01 | severed     |

    Examples: Iraq: three times
      | country | date       | status      |
      | Iraq    | 1966-12-31 | established |
      | Iraq    | 1967-06-07 | severed     |
      | Iraq    | 1984-11-26 | established |
      | Iraq    | 1990-08-01 | established |
      | Iraq    | 1990-08-02 | sanctioned  |
      | Iraq    | 1991-02-10 | severed     |
      | Iraq    | 2003-06-01 | severed     |
      | Iraq    | 2004-07-01 | sanctioned  |
      | Iraq    | 2004-07-29 | established |

    Examples: Syria: the embassy stays closed when the sanctions end
      | country | date       | status         |
      | Syria   | 2004-05-10 | established    |
      | Syria   | 2004-05-12 | sanctioned     |
      | Syria   | 2011-12-31 | sanctioned     |
      | Syria   | 2024-12-31 | sanctioned     |
      | Syria   | 2025-06-30 | sanctioned     |
      | Syria   | 2025-07-01 | embassy closed |

    Examples: North Korea: never any relations
      | country     | date       | status     |
      | North Korea | 1950-07-01 | sanctioned |
      | North Korea | 1985-01-01 | sanctioned |
      | North Korea | 2000-12-31 | sanctioned |
      | North Korea | 2008-12-31 | sanctioned |
      | North Korea | 2018-06-12 | sanctioned |

    Examples: China: an embargo of twenty years without relations, and another time after 1989
      | country | date       | status       |
      | China   | 1950-10-01 | no relations |
      | China   | 1951-01-01 | sanctioned   |
      | China   | 1971-01-01 | sanctioned   |
      | China   | 1972-02-21 | no relations |
      | China   | 1985-01-01 | established  |
      | China   | 1989-06-04 | established  |
      | China   | 1989-12-31 | sanctioned   |
      | China   | 2020-08-01 | sanctioned   |

    Examples: Vietnam, of the North and united
      | country       | date       | status       |
      | North Vietnam | 1963-12-31 | no relations |
      | North Vietnam | 1968-01-31 | sanctioned   |
      | Vietnam       | 1980-01-01 | sanctioned   |
      | Vietnam       | 1993-12-31 | sanctioned   |
      | Vietnam       | 1994-02-03 | no relations |
      | Vietnam       | 1995-12-31 | established  |

    Examples: Cambodia
      | country  | date       | status      |
      | Cambodia | 1978-01-01 | sanctioned  |
      | Cambodia | 1991-12-31 | sanctioned  |
      | Cambodia | 2000-01-01 | established |
      | Cambodia | 2022-01-01 | sanctioned  |
      | Cambodia | 2025-11-07 | established |

    Examples: Russia, Belarus and Poland
      | country | date       | status      |
      | Russia  | 2014-03-01 | established |
      | Russia  | 2014-03-17 | sanctioned  |
      | Russia  | 2022-02-24 | sanctioned  |
      | Belarus | 2006-06-15 | established |
      | Belarus | 2006-06-16 | sanctioned  |
      | Belarus | 2016-01-01 | sanctioned  |
      | Belarus | 2025-12-31 | sanctioned  |
      | Poland  | 1981-12-12 | established |
      | Poland  | 1981-12-23 | sanctioned  |
      | Poland  | 1984-12-31 | sanctioned  |
      | Poland  | 1987-02-19 | established |

    Examples: Serbia and Montenegro: over Bosnia, then over Kosovo
      | country               | date       | status      |
      | Serbia and Montenegro | 1992-06-30 | sanctioned  |
      | Serbia and Montenegro | 1995-11-21 | sanctioned  |
      | Serbia and Montenegro | 1996-12-31 | established |
      | Serbia and Montenegro | 1998-06-09 | sanctioned  |
      | Serbia and Montenegro | 1999-03-24 | severed     |
      | Serbia and Montenegro | 2000-12-31 | sanctioned  |
      | Serbia and Montenegro | 2002-01-01 | established |

    Examples: Latin America
      | country   | date       | status      |
      | Nicaragua | 1985-04-30 | established |
      | Nicaragua | 1985-05-07 | sanctioned  |
      | Nicaragua | 1990-03-13 | strained    |
      | Nicaragua | 1990-12-31 | established |
      | Nicaragua | 2010-01-01 | established |
      | Nicaragua | 2019-01-01 | sanctioned  |
      | Panama    | 1987-12-31 | established |
      | Panama    | 1988-04-08 | sanctioned  |
      | Panama    | 1990-04-05 | established |
      | Haiti     | 1991-09-30 | established |
      | Haiti     | 1991-10-04 | sanctioned  |
      | Haiti     | 1994-09-01 | sanctioned  |
      | Haiti     | 1994-10-16 | established |
      | Venezuela | 2015-03-07 | established |
      | Venezuela | 2015-03-08 | sanctioned  |
      | Venezuela | 2018-12-31 | sanctioned  |

    Examples: Africa
      | country      | date       | status         |
      | South Africa | 1985-09-08 | established    |
      | South Africa | 1985-09-09 | sanctioned     |
      | South Africa | 1986-10-02 | sanctioned     |
      | South Africa | 1991-07-10 | established    |
      | Sudan        | 1997-11-02 | embassy closed |
      | Sudan        | 1998-08-20 | sanctioned     |
      | Sudan        | 2017-10-12 | established    |
      | Sudan        | 2024-01-01 | sanctioned     |
      | Zimbabwe     | 2003-03-05 | established    |
      | Zimbabwe     | 2003-12-31 | sanctioned     |
      | Zimbabwe     | 2024-03-04 | established    |
      | Burundi      | 2015-11-21 | established    |
      | Burundi      | 2016-01-01 | sanctioned     |
      | Burundi      | 2021-11-18 | established    |
      | Ethiopia     | 2021-09-16 | established    |
      | Ethiopia     | 2021-09-17 | sanctioned     |

    Examples: Asia and Türkiye
      | country     | date       | status         |
      | Myanmar     | 1997-05-19 | established    |
      | Myanmar     | 1998-01-01 | sanctioned     |
      | Myanmar     | 2013-01-01 | sanctioned     |
      | Myanmar     | 2016-10-07 | established    |
      | Myanmar     | 2021-02-01 | established    |
      | Myanmar     | 2021-02-11 | sanctioned     |
      | Afghanistan | 1999-07-03 | embassy closed |
      | Afghanistan | 2001-09-11 | sanctioned     |
      | Afghanistan | 2002-12-31 | established    |
      | India       | 1998-05-10 | established    |
      | India       | 1998-05-13 | sanctioned     |
      | India       | 2001-09-22 | established    |
      | Türkiye     | 1974-12-31 | established    |
      | Türkiye     | 1975-02-05 | sanctioned     |
      | Türkiye     | 1978-09-26 | established    |
      | Türkiye     | 2019-10-15 | sanctioned     |
      | Türkiye     | 2019-10-23 | established    |
      | Türkiye     | 2020-12-14 | sanctioned     |

  Scenario Outline: What holds beneath the status
    Given the record
    Then the rungs of the United States and <country> on <date> are <rungs>

    Examples: Sanctions on a severed pair
      | country               | date       | rungs                                   |
      | Cuba                  | 1962-10-22 | severed, sanctioned                     |
      | Iran                  | 1980-06-01 | severed, sanctioned                     |
      | Iran                  | 1982-01-01 | severed                                 |
      | Iran                  | 1988-01-01 | severed, sanctioned                     |
      | Iran                  | 2017-01-01 | severed, sanctioned                     |
      | Iraq                  | 1991-02-10 | severed, sanctioned                     |
      | Serbia and Montenegro | 1999-06-01 | severed, sanctioned                     |

    Examples: Sanctions with relations, with an embassy closed, and without relations
      | country     | date       | rungs                                   |
      | Cuba        | 2016-01-01 | sanctioned, established                 |
      | Iraq        | 1991-01-15 | sanctioned, embassy closed, established |
      | Syria       | 2012-03-01 | sanctioned, embassy closed, established |
      | Afghanistan | 2000-01-01 | sanctioned, embassy closed, established |
      | Sudan       | 1998-08-20 | sanctioned, embassy closed, established |
      | North Korea | 1985-01-01 | sanctioned                              |

  Scenario Outline: Since when its sanctions have been in force
    Given the record
    Then between the United States and <country> on <date> the sanctions of the United States are in force since <since>

    Examples:
      | country     | date       | since      |
      | Cuba        | 2015-07-20 | 1960-07-06 |
      | Iran        | 1980-01-01 | 1979-11-14 |
      | North Korea | 2018-01-01 | 1950-06-28 |
      | China       | 2000-01-01 | 1989-06-05 |
      | Myanmar     | 2010-01-01 | 1997-05-20 |
      | Belarus     | 2020-01-01 | 2006-06-16 |
