Feature: Pairs that broke and mended
  What newspapers and other pages tell of twelve pairs, of which the record holds the breaks and little more.

  Scenario Outline: Where they stood
    Given the record
    Then the status of <one> and <other> on <date> is <status>

    Examples: Algeria and Morocco
      | one     | other   | date       | status      |
      | Algeria | Morocco | 1976-03-06 | established |
      | Algeria | Morocco | 1976-03-07 | severed     |
      | Algeria | Morocco | 1980-01-01 | severed     |
      | Algeria | Morocco | 1990-01-01 | established |
      | Algeria | Morocco | 2010-01-01 | strained    |
      | Algeria | Morocco | 2021-08-24 | severed     |

    Examples: Iran and Saudi Arabia
      | one  | other        | date       | status        |
      | Iran | Saudi Arabia | 1988-04-26 | severed       |
      | Iran | Saudi Arabia | 2000-01-01 | established   |
      | Iran | Saudi Arabia | 2016-01-03 | severed       |
      | Iran | Saudi Arabia | 2023-03-10 | talks offered |
      | Iran | Saudi Arabia | 2023-06-06 | established   |

    Examples: Russia and Ukraine
      | one    | other   | date       | status      |
      | Russia | Ukraine | 2010-01-01 | established |
      | Russia | Ukraine | 2015-01-01 | strained    |
      | Russia | Ukraine | 2022-02-24 | severed     |

    Examples: Canada and India
      | one    | other | date       | status      |
      | Canada | India | 1974-06-01 | established |
      | Canada | India | 2023-09-18 | strained    |
      | Canada | India | 2025-01-01 | strained    |
      | Canada | India | 2025-12-31 | established |

    Examples: Saudi Arabia and two others
      | one    | other        | date       | status      |
      | Canada | Saudi Arabia | 2018-08-05 | sanctioned  |
      | Canada | Saudi Arabia | 2024-01-01 | established |
      | Qatar  | Saudi Arabia | 2005-01-01 | strained    |
      | Qatar  | Saudi Arabia | 2010-01-01 | established |
      | Qatar  | Saudi Arabia | 2014-06-01 | strained    |
      | Qatar  | Saudi Arabia | 2016-01-01 | established |
      | Qatar  | Saudi Arabia | 2017-06-05 | severed     |
      | Qatar  | Saudi Arabia | 2021-01-11 | established |

    Examples: The United Kingdom and Iran
      | one            | other | date       | status         |
      | United Kingdom | Iran  | 1820-01-01 | established    |
      | United Kingdom | Iran  | 1840-01-01 | severed        |
      | United Kingdom | Iran  | 1856-06-01 | severed        |
      | United Kingdom | Iran  | 1900-01-01 | established    |
      | United Kingdom | Iran  | 1953-01-01 | severed        |
      | United Kingdom | Iran  | 1970-01-01 | established    |
      | United Kingdom | Iran  | 1985-01-01 | embassy closed |
      | United Kingdom | Iran  | 1989-03-07 | severed        |
      | United Kingdom | Iran  | 1992-01-01 | established    |
      | United Kingdom | Iran  | 1995-01-01 | strained       |
      | United Kingdom | Iran  | 2005-01-01 | established    |
      | United Kingdom | Iran  | 2011-12-01 | sanctioned     |
      | United Kingdom | Iran  | 2015-01-01 | embassy closed |
      | United Kingdom | Iran  | 2017-01-01 | established    |

    Examples: Colombia and Venezuela
      | one      | other     | date       | status      |
      | Colombia | Venezuela | 1900-01-01 | established |
      | Colombia | Venezuela | 2008-01-01 | established |
      | Colombia | Venezuela | 2010-07-22 | severed     |
      | Colombia | Venezuela | 2012-01-01 | established |
      | Colombia | Venezuela | 2019-02-23 | severed     |
      | Colombia | Venezuela | 2023-01-01 | established |

    Examples: Four more
      | one    | other  | date       | status         |
      | Iran   | Israel | 1975-01-01 | established    |
      | Iran   | Israel | 1980-01-01 | severed        |
      | China  | India  | 1955-01-01 | established    |
      | China  | India  | 1965-01-01 | strained       |
      | China  | India  | 1976-09-01 | established    |
      | China  | Japan  | 1972-09-28 | no relations   |
      | China  | Japan  | 1972-09-29 | established    |
      | Kosovo | Serbia | 2015-01-01 | talks offered  |
      | Kosovo | Serbia | 2019-06-01 | sanctioned     |
      | Kosovo | Serbia | 2020-04-01 | no relations   |

  Scenario: Closing both embassies in 2011 severed nothing
    Given the record
    Then between United Kingdom and Iran on 2012-01-01 the relations are in force
    And between United Kingdom and Iran on 2012-01-01 the mission of United Kingdom is closed since 2011-11-30
    And between United Kingdom and Iran on 2012-01-01 the mission of Iran is closed since 2011-11-30

  Scenario: An expulsion closes no embassy
    Given the record
    Then between Canada and Saudi Arabia on 2018-12-31 the relations are in force
    And between Canada and Saudi Arabia on 2018-12-31 the mission of Canada is open
    And between Canada and Saudi Arabia on 2018-12-31 the grievance of Saudi Arabia is open since 2018-08-05
