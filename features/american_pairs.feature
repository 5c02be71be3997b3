Feature: The United States and others, 1778 to today
  What the shipped record must read of American pairs, by what history says of their hard turns.
  Where one side's sanctions may hide what is beneath them, facts are asked for, and no status.

  # -- Wars, ruptures and returns -----------------------------------------------------------------------------------

  Scenario Outline: Relations on the days before and after they turned
    Given the record
    Then between United States and <country> on <date> the relations are <relations>

    Examples: Cuba: established in 1902, severed in 1961, restored in 2015
      | country | date       | relations                     |
      | Cuba    | 1902-05-01 | none                          |
      | Cuba    | 1902-05-27 | in force                      |
      | Cuba    | 1933-12-31 | in force                      |
      | Cuba    | 1961-01-02 | in force since 1902-05-27     |
      | Cuba    | 1961-01-03 | severed since 1961-01-03      |
      | Cuba    | 1977-09-01 | severed since 1961-01-03      |
      | Cuba    | 2014-12-17 | severed since 1961-01-03      |
      | Cuba    | 2015-07-19 | severed since 1961-01-03      |
      | Cuba    | 2015-07-20 | in force since 2015-07-20     |
      | Cuba    | 2020-01-01 | in force since 2015-07-20     |

    Examples: Iran: they outlived the seizure of the embassy by five months
      | country | date       | relations                     |
      | Iran    | 1850-06-28 | none                          |
      | Iran    | 1883-06-10 | none                          |
      | Iran    | 1883-06-11 | in force                      |
      | Iran    | 1953-08-19 | in force since 1883-06-11     |
      | Iran    | 1979-11-04 | in force since 1883-06-11     |
      | Iran    | 1980-04-06 | in force since 1883-06-11     |
      | Iran    | 1980-04-07 | severed since 1980-04-07      |
      | Iran    | 1981-01-20 | severed since 1980-04-07      |
      | Iran    | 2015-07-14 | severed since 1980-04-07      |

    Examples: Iraq: severed and restored twice
      | country | date       | relations                     |
      | Iraq    | 1931-03-29 | none                          |
      | Iraq    | 1931-03-30 | in force                      |
      | Iraq    | 1958-07-14 | in force since 1931-03-30     |
      | Iraq    | 1967-06-06 | in force since 1931-03-30     |
      | Iraq    | 1967-06-07 | severed since 1967-06-07      |
      | Iraq    | 1984-11-25 | severed since 1967-06-07      |
      | Iraq    | 1984-11-26 | in force since 1984-11-26     |
      | Iraq    | 1990-08-02 | in force since 1984-11-26     |
      | Iraq    | 1991-01-17 | in force since 1984-11-26     |
      | Iraq    | 1991-02-09 | severed since 1991-02-09      |
      | Iraq    | 2003-05-12 | severed since 1991-02-09      |
      | Iraq    | 2004-06-27 | severed since 1991-02-09      |
      | Iraq    | 2004-06-28 | in force since 2004-06-28     |

    Examples: China: none with the People's Republic before 1979
      | country | date       | relations                     |
      | China   | 1844-01-01 | none                          |
      | China   | 1911-10-10 | in force since 1844-06-16     |
      | China   | 1927-06-01 | in force since 1844-06-16     |
      | China   | 1941-12-08 | in force since 1844-06-16     |
      | China   | 1950-01-01 | none                          |
      | China   | 1972-02-21 | none                          |
      | China   | 1973-05-01 | none                          |
      | China   | 1978-12-31 | none                          |
      | China   | 1979-01-01 | in force since 1979-01-01     |

    Examples: Vietnam: none after the fall of Saigon until 1995
      | country | date       | relations                     |
      | VNM     | 1976-07-02 | none                          |
      | VNM     | 1995-07-10 | none                          |
      | VNM     | 1995-08-05 | in force since 1995-08-05     |

    Examples: Germany: two wars
      | country | date       | relations                     |
      | Germany | 1871-01-01 | none                          |
      | Germany | 1917-02-02 | in force since 1871-04-08     |
      | Germany | 1917-02-03 | severed since 1917-02-03      |
      | Germany | 1917-04-06 | severed since 1917-02-03      |
      | Germany | 1921-07-02 | severed since 1917-02-03      |
      | Germany | 1921-12-10 | in force since 1921-12-10     |
      | Germany | 1941-12-10 | in force since 1921-12-10     |
      | Germany | 1941-12-11 | severed since 1941-12-11      |
      | Germany | 1948-01-01 | none                          |
      | Germany | 1955-05-14 | in force                      |
      | Germany | 1990-10-03 | in force                      |

    Examples: Japan and Italy: severed in December 1941
      | country | date       | relations                     |
      | Japan   | 1858-07-28 | none                          |
      | Japan   | 1941-12-06 | in force since 1858-07-29     |
      | Japan   | 1941-12-08 | severed since 1941-12-08      |
      | Japan   | 1952-04-27 | severed since 1941-12-08      |
      | Japan   | 1952-04-28 | in force since 1952-04-28     |
      | Italy   | 1861-03-17 | none                          |
      | Italy   | 1941-12-10 | in force since 1861-04-11     |
      | Italy   | 1941-12-11 | severed since 1941-12-11      |
      | Italy   | 1943-09-08 | severed since 1941-12-11      |
      | Italy   | 1944-10-31 | in force                      |

    Examples: Russia and the Soviet Union: never severed, and none with the Bolsheviks before 1933
      | country      | date       | relations                |
      | Russia       | 1809-07-13 | none                     |
      | Russia       | 1867-10-18 | in force since 1809-07-14 |
      | Russia       | 1917-12-01 | in force since 1809-07-14 |
      | Russia       | 1920-01-01 | in force since 1809-07-14 |
      | Soviet Union | 1925-01-01 | none                     |
      | Soviet Union | 1933-11-15 | none                     |
      | Soviet Union | 1933-11-16 | in force                 |
      | Soviet Union | 1979-12-31 | in force since 1933-11-16 |
      | Soviet Union | 1992-06-01 | none                     |
      | Russia       | 1991-12-01 | none                     |
      | Russia       | 1992-06-01 | in force                 |

    Examples: Sudan, Syria and Nicaragua
      | country   | date       | relations                   |
      | Sudan     | 1956-01-31 | none                        |
      | Sudan     | 1967-06-06 | in force since 1956-02-15   |
      | Sudan     | 1967-06-07 | severed since 1967-06-07    |
      | Sudan     | 1972-07-24 | severed since 1967-06-07    |
      | Sudan     | 1972-07-25 | in force since 1972-07-25   |
      | Sudan     | 1998-08-20 | in force since 1972-07-25   |
      | Syria     | 1944-09-08 | none                        |
      | Syria     | 1957-08-13 | in force since 1944-11-17   |
      | Syria     | 1960-01-01 | none                        |
      | Syria     | 1961-10-10 | in force since 1961-10-10   |
      | Syria     | 1967-06-05 | in force since 1961-10-10   |
      | Syria     | 1967-06-06 | severed since 1967-06-06    |
      | Syria     | 1974-06-15 | severed since 1967-06-06    |
      | Syria     | 1974-06-16 | in force since 1974-06-16   |
      | Syria     | 2012-02-06 | in force since 1974-06-16   |
      | Nicaragua | 1849-12-23 | none                        |
      | Nicaragua | 1909-11-30 | in force since 1849-12-24   |
      | Nicaragua | 1909-12-01 | severed since 1909-12-01    |
      | Nicaragua | 1911-02-20 | severed since 1909-12-01    |
      | Nicaragua | 1911-02-21 | in force since 1911-02-21   |
      | Nicaragua | 1926-06-01 | in force since 1911-02-21   |
      | Nicaragua | 1985-05-01 | in force                    |

    Examples: Yugoslavia and what came of it
      | country | date       | relations                     |
      | YUG     | 1919-01-01 | none                          |
      | YUG     | 1943-01-01 | in force                      |
      | YUG     | 1991-12-31 | in force                      |
      | YUG     | 1993-01-01 | none                          |
      | SCG     | 1998-12-31 | in force                      |
      | SCG     | 1999-03-26 | severed                       |
      | SCG     | 2000-10-05 | severed                       |
      | SCG     | 2000-11-18 | in force                      |
      | SCG     | 2007-01-01 | none                          |

    Examples: Afghanistan, Belarus and South Africa: never severed
      | country      | date       | relations                 |
      | Afghanistan  | 1935-05-03 | none                      |
      | Afghanistan  | 1980-01-01 | in force since 1935-05-04 |
      | Afghanistan  | 1999-12-31 | in force since 1935-05-04 |
      | Afghanistan  | 2021-09-01 | in force since 1935-05-04 |
      | Belarus      | 1991-12-24 | none                      |
      | Belarus      | 2008-06-01 | in force since 1991-12-25 |
      | South Africa | 1986-10-02 | in force since 1929-11-05 |

  Scenario Outline: The status at the end of a day
    Given the record
    Then the status of United States and <country> on <date> is <status>

    Examples: Cuba, Iran and Iraq, where nothing hides it
      | country | date       | status         |
      | Cuba    | 1902-05-01 | no relations   |
      | Cuba    | 1903-01-01 | established    |
      | Cuba    | 1961-01-03 | severed        |
      | Cuba    | 2015-07-19 | severed        |
      | Iran    | 1900-01-01 | established    |
      | Iran    | 1980-04-07 | severed        |
      | Iran    | 2020-01-03 | severed        |
      | Iraq    | 1966-12-31 | established    |
      | Iraq    | 1967-06-07 | severed        |
      | Iraq    | 1984-11-25 | severed        |
      | Iraq    | 1985-06-01 | established    |
      | Iraq    | 1991-02-09 | severed        |
      | Iraq    | 2003-04-09 | severed        |

    Examples: Egypt, Syria, Sudan, Algeria and Mauritania: the June war of 1967
      | country    | date       | status         |
      | Egypt      | 1922-04-25 | no relations   |
      | Egypt      | 1956-11-05 | established    |
      | Egypt      | 1967-06-05 | established    |
      | Egypt      | 1967-06-06 | severed        |
      | Egypt      | 1973-10-06 | severed        |
      | Egypt      | 1974-02-27 | severed        |
      | Egypt      | 1974-02-28 | established    |
      | Syria      | 1959-01-01 | no relations   |
      | Syria      | 1967-06-06 | severed        |
      | Syria      | 1974-06-16 | established    |
      | Sudan      | 1967-06-05 | established    |
      | Sudan      | 1967-06-06 | embassy closed |
      | Sudan      | 1967-06-07 | severed        |
      | Sudan      | 1972-07-25 | established    |
      | Algeria    | 1962-07-03 | no relations   |
      | Algeria    | 1962-09-29 | established    |
      | Algeria    | 1967-06-05 | established    |
      | Algeria    | 1967-06-06 | severed        |
      | Algeria    | 1974-11-11 | severed        |
      | Algeria    | 1974-11-12 | established    |
      | Mauritania | 1960-11-27 | no relations   |
      | Mauritania | 1967-06-06 | established    |
      | Mauritania | 1967-06-07 | severed        |
      | Mauritania | 1969-12-21 | severed        |
      | Mauritania | 1969-12-22 | established    |

    Examples: The three Yemens
      | country     | date       | status         |
      | North Yemen | 1946-03-03 | no relations   |
      | North Yemen | 1946-03-04 | established    |
      | North Yemen | 1967-06-06 | established    |
      | North Yemen | 1967-06-07 | severed        |
      | North Yemen | 1972-06-30 | severed        |
      | North Yemen | 1972-07-01 | established    |
      | North Yemen | 1991-01-01 | no relations   |
      | South Yemen | 1967-12-06 | no relations   |
      | South Yemen | 1967-12-07 | established    |
      | South Yemen | 1969-10-23 | established    |
      | South Yemen | 1969-10-24 | severed        |
      | South Yemen | 1990-04-29 | severed        |
      | South Yemen | 1990-04-30 | established    |
      | South Yemen | 1991-01-01 | no relations   |
      | YEM         | 1990-05-21 | no relations   |
      | YEM         | 1990-05-22 | established    |
      | YEM         | 2000-10-12 | established    |

    Examples: The Central Powers and the First World War
      | country         | date       | status         |
      | Germany         | 1917-02-02 | established    |
      | Germany         | 1917-02-03 | severed        |
      | Germany         | 1921-12-09 | severed        |
      | Germany         | 1921-12-10 | established    |
      | Austria-Hungary | 1838-01-01 | no relations   |
      | Austria-Hungary | 1917-04-07 | established    |
      | Austria-Hungary | 1917-04-08 | severed        |
      | Austria-Hungary | 1917-12-07 | severed        |
      | Austria-Hungary | 1919-01-01 | no relations   |
      | Turkey          | 1831-09-12 | no relations   |
      | Turkey          | 1917-04-19 | established    |
      | Turkey          | 1917-04-20 | severed        |
      | Turkey          | 1923-10-29 | severed        |
      | Turkey          | 1927-02-16 | severed        |
      | Turkey          | 1927-02-17 | established    |
      | Bulgaria        | 1917-12-31 | established    |
      | Austria         | 1921-08-23 | no relations   |
      | Austria         | 1921-08-24 | established    |
      | Austria         | 1938-03-12 | established    |
      | Austria         | 1938-03-13 | no relations   |
      | Austria         | 1945-06-01 | no relations   |
      | Austria         | 1946-09-07 | established    |

    Examples: Germany after 1938, and the two Germanies
      | country      | date       | status         |
      | Germany      | 1938-11-14 | established    |
      | Germany      | 1938-11-15 | strained       |
      | Germany      | 1940-06-22 | strained       |
      | Germany      | 1941-12-11 | severed        |
      | Germany      | 1947-01-01 | no relations   |
      | Germany      | 1949-12-31 | no relations   |
      | Germany      | 1956-01-01 | established    |
      | East Germany | 1950-01-01 | no relations   |
      | East Germany | 1974-09-03 | no relations   |
      | East Germany | 1974-09-04 | established    |
      | East Germany | 1989-11-09 | established    |
      | East Germany | 1991-01-01 | no relations   |
      | Germany      | 1991-01-01 | established    |

    Examples: Hungary, Romania, Bulgaria and Albania
      | country  | date       | status         |
      | Hungary  | 1921-08-28 | no relations   |
      | Hungary  | 1921-08-29 | established    |
      | Hungary  | 1941-12-11 | severed        |
      | Hungary  | 1945-06-01 | severed        |
      | Hungary  | 1945-09-25 | established    |
      | Hungary  | 1956-11-04 | established    |
      | Romania  | 1880-06-01 | no relations   |
      | Romania  | 1939-09-01 | established    |
      | Romania  | 1941-12-12 | severed        |
      | Romania  | 1946-02-05 | severed        |
      | Romania  | 1946-10-01 | established    |
      | Bulgaria | 1903-09-18 | no relations   |
      | Bulgaria | 1940-12-31 | established    |
      | Bulgaria | 1941-12-13 | severed        |
      | Bulgaria | 1947-09-26 | severed        |
      | Bulgaria | 1947-12-31 | established    |
      | Bulgaria | 1950-02-19 | established    |
      | Bulgaria | 1950-02-24 | severed        |
      | Bulgaria | 1959-03-23 | severed        |
      | Bulgaria | 1959-03-24 | established    |
      | Albania  | 1922-12-03 | no relations   |
      | Albania  | 1922-12-04 | established    |
      | Albania  | 1939-06-04 | established    |
      | Albania  | 1939-06-05 | severed        |
      | Albania  | 1946-11-05 | severed        |
      | Albania  | 1991-03-14 | severed        |
      | Albania  | 1991-03-15 | established    |

    Examples: Estonia, Latvia and Lithuania, never recognised as Soviet
      | country   | date       | status         |
      | Estonia   | 1922-07-27 | no relations   |
      | Estonia   | 1922-07-28 | established    |
      | Estonia   | 1940-06-17 | established    |
      | Estonia   | 1940-09-05 | embassy closed |
      | Estonia   | 1960-01-01 | embassy closed |
      | Estonia   | 1991-09-01 | embassy closed |
      | Estonia   | 1992-01-01 | established    |
      | Latvia    | 1922-07-28 | established    |
      | Latvia    | 1940-06-17 | established    |
      | Latvia    | 1940-09-05 | embassy closed |
      | Latvia    | 1975-08-01 | embassy closed |
      | Latvia    | 1992-01-01 | established    |
      | Lithuania | 1922-07-28 | established    |
      | Lithuania | 1940-09-05 | embassy closed |
      | Lithuania | 1990-03-11 | embassy closed |
      | Lithuania | 1992-01-01 | established    |

    Examples: Taiwan, which kept the relations of the Republic of China, and South Vietnam
      | country       | date       | status         |
      | Taiwan        | 1950-06-27 | established    |
      | Taiwan        | 1971-10-25 | established    |
      | Taiwan        | 1978-12-31 | established    |
      | Taiwan        | 1979-01-01 | severed        |
      | Taiwan        | 2020-01-01 | severed        |
      | South Vietnam | 1950-02-16 | no relations   |
      | South Vietnam | 1950-02-17 | established    |
      | South Vietnam | 1963-11-02 | established    |
      | South Vietnam | 1975-04-28 | established    |
      | South Vietnam | 1975-04-29 | embassy closed |
      | South Vietnam | 1975-05-01 | no relations   |

    Examples: Cambodia, the Congo, Mongolia and Uganda
      | country  | date       | status         |
      | Cambodia | 1950-02-07 | no relations   |
      | Cambodia | 1965-05-02 | established    |
      | Cambodia | 1965-05-03 | severed        |
      | Cambodia | 1969-07-01 | severed        |
      | Cambodia | 1969-07-02 | established    |
      | COG      | 1960-08-14 | no relations   |
      | COG      | 1965-07-31 | established    |
      | COG      | 1965-08-31 | severed        |
      | COG      | 1977-06-06 | severed        |
      | COG      | 1977-06-07 | established    |
      | Mongolia | 1961-10-27 | no relations    |
      | Mongolia | 1987-01-26 | no relations   |
      | Mongolia | 1987-01-27 | established    |
      | Uganda   | 1962-10-08 | no relations   |
      | Uganda   | 1973-11-09 | established    |
      | Uganda   | 1973-11-10 | embassy closed |
      | Uganda   | 1979-06-17 | embassy closed |
      | Uganda   | 1979-06-18 | established    |

    Examples: Mexico: severed three times
      | country | date       | status         |
      | Mexico  | 1822-12-11 | no relations   |
      | Mexico  | 1822-12-12 | established    |
      | Mexico  | 1845-03-27 | established    |
      | Mexico  | 1845-03-28 | severed        |
      | Mexico  | 1848-02-02 | severed        |
      | Mexico  | 1848-12-31 | established    |
      | Mexico  | 1858-06-20 | established    |
      | Mexico  | 1858-06-21 | severed        |
      | Mexico  | 1859-04-05 | severed        |
      | Mexico  | 1859-04-06 | established    |
      | Mexico  | 1914-04-21 | established    |
      | Mexico  | 1914-04-22 | severed        |
      | Mexico  | 1917-03-02 | severed        |
      | Mexico  | 1917-03-03 | established    |
      | Mexico  | 1938-03-18 | established    |

    Examples: Spain, France, Finland and the United Kingdom
      | country        | date       | status         |
      | Spain          | 1783-02-19 | no relations   |
      | Spain          | 1898-04-20 | established    |
      | Spain          | 1898-04-21 | severed        |
      | Spain          | 1898-12-10 | severed        |
      | Spain          | 1899-06-16 | established    |
      | Spain          | 1937-01-01 | established    |
      | France         | 1778-08-05 | no relations   |
      | France         | 1778-08-06 | established    |
      | France         | 1942-11-07 | established    |
      | France         | 1942-11-08 | severed        |
      | France         | 1944-10-22 | severed        |
      | France         | 1944-10-23 | established    |
      | Finland        | 1919-05-26 | no relations   |
      | Finland        | 1941-12-06 | established    |
      | Finland        | 1944-06-29 | established    |
      | Finland        | 1944-06-30 | severed        |
      | Finland        | 1945-03-01 | severed        |
      | Finland        | 1945-09-01 | established    |
      | United Kingdom | 1785-05-31 | no relations   |
      | United Kingdom | 1785-06-01 | established    |
      | United Kingdom | 1790-01-01 | embassy closed |
      | United Kingdom | 1812-06-17 | established    |
      | United Kingdom | 1812-06-18 | severed        |
      | United Kingdom | 1814-12-24 | severed        |
      | United Kingdom | 1816-01-01 | established    |

    Examples: States that ended: Hawaii, Texas, the Two Sicilies, the Papal States, Korea
      | country          | date       | status                          |
      | Hawaii           | 1850-01-01 | no relations                    |
      | Hawaii           | 1853-12-20 | established                     |
      | Hawaii           | 1893-01-17 | established                     |
      | Hawaii           | 1898-08-11 | established                     |
      | Hawaii           | 1898-08-12 | no relations                    |
      | Texas            | 1836-03-02 | no relations                     |
      | Texas            | 1837-03-06 | established                     |
      | Texas            | 1845-12-28 | established                     |
      | Texas            | 1846-02-19 | no relations                    |
      | Two Sicilies     | 1832-01-24 | no relations                    |
      | Two Sicilies     | 1860-09-07 | established                     |
      | Two Sicilies     | 1861-01-01 | embassy closed                  |
      | Two Sicilies     | 1861-02-20 | no relations                    |
      | Papal States     | 1848-08-18 | no relations                    |
      | Papal States     | 1866-12-31 | established                     |
      | Papal States     | 1867-06-01 | established, or possibly embassy closed |
      | Papal States     | 1868-01-01 | embassy closed                  |
      | Papal States     | 1870-09-20 | no relations                    |
      | Holy See         | 1984-01-09 | no relations                     |
      | Holy See         | 1984-01-10 | established                     |
      | XKO              | 1883-05-19 | no relations                    |
      | XKO              | 1883-05-20 | established                     |
      | XKO              | 1904-02-08 | established                     |
      | XKO              | 1906-01-01 | no relations                    |

    Examples: States recognised late: Liberia, Haiti, Ethiopia, the Dominican Republic
      | country            | date       | status         |
      | Liberia            | 1862-09-22 | no relations    |
      | Liberia            | 1865-01-01 | established    |
      | Haiti              | 1862-09-30 | no relations   |
      | Haiti              | 1862-10-01 | established    |
      | Haiti              | 1915-07-28 | established    |
      | Haiti              | 1934-08-15 | established    |
      | Ethiopia           | 1903-12-26 | no relations    |
      | Ethiopia           | 1903-12-27 | established    |
      | Ethiopia           | 1937-03-03 | established    |
      | Ethiopia           | 1937-03-04 | embassy closed |
      | Ethiopia           | 1941-05-05 | embassy closed |
      | Ethiopia           | 1943-08-31 | established    |
      | Dominican Republic | 1866-09-17 | no relations   |
      | Dominican Republic | 1884-03-26 | established    |
      | Dominican Republic | 1916-11-29 | established    |
      | Dominican Republic | 1960-08-26 | severed        |
      | Dominican Republic | 1961-05-30 | severed        |
      | Dominican Republic | 1962-04-01 | established    |

    Examples: New states of our time
      | country     | date       | status         |
      | Kosovo      | 2008-02-17 | no relations    |
      | Kosovo      | 2008-02-18 | established    |
      | South Sudan | 2011-07-08 | no relations    |
      | South Sudan | 2011-07-09 | established    |
      | Serbia      | 1882-11-09 | no relations   |
      | Serbia      | 1914-07-28 | established    |
      | Serbia      | 1925-01-01 | no relations   |
      | Serbia      | 2006-06-05 | established    |
      | Montenegro  | 1905-10-29 | no relations   |
      | Montenegro  | 1905-10-30 | established    |
      | Montenegro  | 1925-01-01 | no relations   |
      | Montenegro  | 2007-01-01 | established    |
      | Croatia     | 1992-04-07 | no relations   |
      | Croatia     | 1992-09-01 | established    |
      | MKD         | 1994-02-09 | no relations   |
      | MKD         | 1995-09-12 | no relations   |
      | MKD         | 1995-09-13 | established    |
      | Israel      | 1948-05-14 | no relations   |
      | Israel      | 1949-03-27 | no relations   |
      | Israel      | 1949-03-28 | established    |

    Examples: Africa and the Americas
      | country           | date       | status         |
      | Somalia           | 1960-06-30 | no relations    |
      | Somalia           | 1991-01-04 | established    |
      | Somalia           | 1991-01-05 | embassy closed |
      | Somalia           | 1993-10-04 | embassy closed |
      | Equatorial Guinea | 1976-03-13 | established    |
      | Equatorial Guinea | 1976-03-14 | severed        |
      | Equatorial Guinea | 1979-12-18 | severed        |
      | Equatorial Guinea | 1979-12-19 | established    |
      | Panama            | 1903-11-05 | no relations    |
      | Panama            | 1903-11-13 | established    |
      | Panama            | 1931-01-10 | established    |
      | Panama            | 1964-01-09 | established    |
      | Panama            | 1964-01-31 | severed        |
      | Panama            | 1964-04-02 | severed        |
      | Panama            | 1964-04-03 | established    |
      | Costa Rica        | 1917-06-01 | established    |
      | Costa Rica        | 1918-12-05 | embassy closed |
      | Costa Rica        | 1920-10-15 | established    |
      | Bolivia           | 1848-12-31 | no relations   |
      | Bolivia           | 1849-01-03 | established    |
      | Bolivia           | 1944-06-01 | established    |
      | Venezuela         | 1835-06-29 | no relations   |
      | Venezuela         | 1835-06-30 | established    |
      | Venezuela         | 1908-03-01 | established    |
      | Venezuela         | 1950-01-01 | established    |

  # -- Missions -----------------------------------------------------------------------------------------------------

  Scenario Outline: The American mission on the days before and after it opened or closed
    Given the record
    Then between United States and <country> on <date> the mission of United States is <mission>

    Examples: The hard turns
      | country      | date       | mission                  |
      | Cuba         | 1902-05-27 | open since 1902-05-27    |
      | Cuba         | 1961-01-02 | open since 1902-05-27    |
      | Cuba         | 1961-01-03 | none                     |
      | Cuba         | 1990-01-01 | none                     |
      | Cuba         | 2015-07-20 | open since 2015-07-20    |
      | Iran         | 1979-11-04 | open since 1883-06-11    |
      | Iran         | 1980-04-07 | none                     |
      | Iraq         | 1984-11-26 | open since 1984-11-26    |
      | Iraq         | 1991-01-11 | open since 1984-11-26    |
      | Iraq         | 1991-01-12 | closed since 1991-01-12  |
      | Iraq         | 1991-02-09 | none since 1991-02-09    |
      | Iraq         | 2004-06-28 | open since 2004-06-28    |
      | China        | 1979-01-31 | none                     |
      | China        | 1979-03-01 | open since 1979-03-01    |
      | Taiwan       | 1979-01-01 | none since 1979-01-01    |
      | VNM          | 1995-08-06 | open since 1995-08-06    |
      | Estonia      | 1940-09-04 | open                     |
      | Estonia      | 1950-01-01 | closed since 1940-09-05  |
      | Estonia      | 1991-10-02 | open since 1991-10-02    |
      | Latvia       | 1989-08-23 | closed since 1940-09-05  |
      | Latvia       | 1991-10-02 | open since 1991-10-02    |
      | Lithuania    | 1991-01-13 | closed since 1940-09-05  |
      | Lithuania    | 1991-10-02 | open since 1991-10-02    |
      | YEM          | 2015-02-10 | open                     |
      | YEM          | 2015-02-11 | closed since 2015-02-11  |
      | YEM          | 2020-01-01 | closed since 2015-02-11  |
      | South Yemen  | 1990-05-01 | none                     |
      | Sudan        | 1996-02-06 | open                     |
      | Sudan        | 1996-02-07 | closed since 1996-02-07  |
      | Sudan        | 2002-05-22 | closed since 1996-02-07  |
      | Sudan        | 2002-05-23 | open since 2002-05-23    |
      | Syria        | 2012-02-05 | open since 1974-06-16    |
      | Syria        | 2012-02-06 | closed since 2012-02-06  |
      | Syria        | 2018-04-14 | closed since 2012-02-06  |
      | Egypt        | 1970-09-28 | none                     |
      | Egypt        | 1974-02-28 | open since 1974-02-28    |
      | Russia       | 1919-09-13 | open since 1809-11-05    |
      | Russia       | 1920-01-01 | closed since 1919-09-14  |
      | Soviet Union | 1933-11-30 | none                     |
      | Soviet Union | 1933-12-13 | open since 1933-12-13    |
      | East Germany | 1974-12-08 | none                     |
      | East Germany | 1974-12-09 | open since 1974-12-09    |
      | Turkey       | 1920-01-01 | none                     |
      | Cambodia     | 1969-08-15 | none                     |
      | Cambodia     | 1975-04-11 | open since 1969-08-16    |
      | Cambodia     | 1975-04-12 | closed since 1975-04-12  |
      | Cambodia     | 1993-09-24 | closed since 1975-04-12  |
      | Cambodia     | 1994-05-17 | open since 1994-05-17    |
      | Afghanistan  | 1989-01-29 | open                     |
      | Afghanistan  | 1989-01-30 | closed since 1989-01-30  |
      | Afghanistan  | 2001-11-13 | closed since 1989-01-30  |
      | Afghanistan  | 2002-01-17 | open since 2002-01-17    |
      | Afghanistan  | 2021-08-30 | open since 2002-01-17    |
      | Afghanistan  | 2021-08-31 | closed since 2021-08-31  |
      | Somalia      | 2012-08-01 | closed since 1991-01-05  |
      | Somalia      | 2018-12-02 | open since 2018-12-02    |
      | Mongolia     | 1988-04-16 | none                     |
      | Mongolia     | 1988-04-17 | open since 1988-04-17    |
      | SCG          | 1999-03-22 | open                     |
      | SCG          | 1999-03-31 | none                     |
      | SCG          | 2001-01-31 | none                     |
      | SCG          | 2001-05-31 | open since 2001-05       |
      | Kosovo       | 2008-03-31 | none                     |

    Examples: Evacuated, and back again
      | country           | date       | mission                 |
      | Kuwait            | 1990-11-30 | open                    |
      | Kuwait            | 1990-12-31 | closed                  |
      | Kuwait            | 1991-03-01 | open since 1991-03-01   |
      | Lebanon           | 1984-09-20 | open                    |
      | Lebanon           | 1989-09-06 | closed since 1989-09-06 |
      | Lebanon           | 1990-11-29 | open since 1990-11-29   |
      | TCD               | 1980-03-24 | closed since 1980-03-24 |
      | TCD               | 1982-01-15 | open since 1982-01-15   |
      | Greece            | 1941-07-14 | closed since 1941-07-14 |
      | Greece            | 1942-12-31 | open                    |
      | Norway            | 1940-07-15 | closed since 1940-07-15 |
      | Norway            | 1940-12-31 | open                    |
      | Denmark           | 1941-12-19 | open                    |
      | Denmark           | 1941-12-20 | closed since 1941-12-20 |
      | Denmark           | 1945-06-16 | open since 1945-06-16   |
      | Belgium           | 1940-07-15 | closed since 1940-07-15 |
      | Belgium           | 1944-09-14 | open since 1944-09-14   |
      | CSK               | 1939-03-21 | closed since 1939-03-21 |
      | CSK               | 1941-12-31 | open                    |
      | Thailand          | 1943-01-01 | closed                  |
      | Thailand          | 1946-12-31 | open                    |
      | Equatorial Guinea | 1995-12-31 | closed since 1995-10-31 |

  Scenario Outline: The act that raised or lowered the American mission, without a break in it
    Given the record
    Then between United States and <country> on <date> the mission of United States is open since <since>
    And between United States and <country> on <date> the mission of United States rests on event "<event>"

    Examples: From legation to embassy
      | country        | date       | since      | event                                               |
      | France         | 1893-04-08 | 1836-12-01 | rdcr-france-relations-1893-mission-upgraded         |
      | Italy          | 1893-10-23 | 1861-06-23 | rdcr-italy-relations-1893-mission-upgraded          |
      | Germany        | 1893-10-26 | 1871-07-23 | rdcr-germany-relations-1893-mission-upgraded        |
      | Russia         | 1898-02-11 | 1809-11-05 | rdcr-russia-relations-1898-mission-upgraded         |
      | Mexico         | 1899-01-03 | 1859-04-06 | rdcr-mexico-relations-1899-mission-upgraded         |
      | Brazil         | 1905-01-13 | 1825-10-29 | rdcr-brazil-relations-1905-mission-upgraded         |
      | Japan          | 1906-05-26 | 1859-11-05 | rdcr-japan-relations-1906-mission-upgraded          |
      | Turkey         | 1906-06-18 | 1831-09-13 | rdcr-turkey-relations-1906-mission-upgraded         |
      | Spain          | 1913-10-31 | 1899-06-16 | rdcr-spain-relations-1913-mission-upgraded          |
      | Argentina      | 1914-10-01 | 1823-12-27 | rdcr-argentina-relations-1914-mission-upgraded      |
      | Chile          | 1914-10-01 | 1824-04-23 | rdcr-chile-relations-1914-mission-upgraded          |
      | Cuba           | 1923-02-10 | 1902-05-27 | rdcr-cuba-relations-1923-mission-upgraded           |
      | China          | 1935-12-31 | 1844-06-16 | rdcr-china-relations-1935-mission-upgraded          |
      | Bolivia        | 1942-01-04 | 1849-01-03 | rdcr-bolivia-relations-1942-mission-upgraded        |
      | Haiti          | 1943-03-23 | 1862-10-01 | rdcr-haiti-relations-1943-mission-upgraded          |
      | Iraq           | 1946-12-28 | 1931-03-30 | rdcr-iraq-relations-1946-mission-upgraded           |
      | Ethiopia       | 1949-06-28 | 1943-08-31 | rdcr-ethiopia-relations-1949-mission-upgraded       |
      | Cambodia       | 1952-06-24 | 1950-07-11 | rdcr-cambodia-relations-1952-mission-upgraded       |
      | South Vietnam  | 1952-06-24 | 1950-02-17 | rdcr-vietnam-relations-1952-mission-upgraded        |
      | North Yemen    | 1963-01-28 | 1946-09-30 | rdcr-yemen-relations-1963-mission-upgraded          |
      | Romania        | 1964-06-01 | 1947-09-25 | rdcr-romania-relations-1964-mission-upgraded        |
      | Bulgaria       | 1966-11-28 | 1960-03-14 | rdcr-bulgaria-relations-1966-mission-upgraded       |
      | Hungary        | 1966-11-28 | 1946-01-26 | rdcr-hungary-relations-1966-mission-upgraded        |

    Examples: Under a chargé d'affaires, and under an ambassador again
      | country | date       | since      | event                                         |
      | Hungary | 1960-01-01 | 1946-01-26 | rdcr-hungary-relations-1956-mission-downgraded |
      | Laos    | 1980-01-01 | 1950-08-22 | rdcr-laos-relations-1975-mission-downgraded    |
      | Laos    | 1992-08-06 | 1950-08-22 | rdcr-laos-relations-1992-mission-upgraded      |

  Scenario Outline: In 1988 each of two expelled the other's ambassador, and the embassies stayed open
    Given the record
    Then between United States and Nicaragua on <date> the grievance of Nicaragua is <Nicaragua's>
    And between United States and Nicaragua on <date> the grievance of United States is <America's>
    And between United States and Nicaragua on <date> the mission of United States is open

    Examples:
      | date       | Nicaragua's           | America's             |
      | 1988-07-10 | none                  | none                  |
      | 1988-07-11 | open since 1988-07-11 | none                  |
      | 1988-07-12 | open since 1988-07-11 | open since 1988-07-12 |
      | 1990-06-20 | open since 1988-07-11 | open since 1988-07-12 |
      | 1990-06-21 | none                  | none                  |

  Scenario Outline: Ambassadors called home
    Given the record
    Then between United States and <country> on <date> the recall of United States is <recall>

    Examples:
      | country | date       | recall                   |
      | Germany | 1938-11-14 | none                     |
      | Germany | 1938-11-15 | open since 1938-11-15 |
      | Germany | 1941-06-22 | open since 1938-11-15 |
      | Germany | 1956-01-01 | none                     |
      | Belarus | 2008-03-11 | none                     |
      | Belarus | 2008-03-12 | open since 2008-03-12 |
      | Panama  | 1989-05-11 | open since 1989-05-11 |
      | Panama  | 1989-12-31 | none                     |

  # -- Offices beside the ladder ------------------------------------------------------------------------------------

  Scenario Outline: Sections and liaison offices, before and between embassies
    Given the record
    Then between United States and <country> on <date> the <office> of United States is <value>

    Examples:
      | country     | date       | office            | value                 |
      | Cuba        | 1977-08-31 | interests section | none                  |
      | Cuba        | 1977-09-01 | interests section | open since 1977-09-01 |
      | Cuba        | 2015-07-19 | interests section | open since 1977-09-01 |
      | Cuba        | 2015-07-20 | interests section | none                  |
      | Iraq        | 1972-09-30 | interests section | none                  |
      | Iraq        | 1972-10-01 | interests section | open since 1972-10-01 |
      | Iraq        | 1984-11-26 | interests section | none                  |
      | Iraq        | 1991-12-31 | interests section | open                  |
      | Iraq        | 2004-06-28 | interests section | none                  |
      | Egypt       | 1967-06-07 | interests section | open since 1967-06-07 |
      | Egypt       | 1974-02-28 | interests section | none                  |
      | Sudan       | 1967-08-14 | interests section | open since 1967-08-14 |
      | Sudan       | 1972-07-25 | interests section | none                  |
      | Syria       | 1974-02-07 | interests section | none                  |
      | Syria       | 1974-02-08 | interests section | open since 1974-02-08 |
      | Syria       | 1974-06-16 | interests section | none                  |
      | Algeria     | 1968-01-01 | interests section | open                  |
      | Algeria     | 1974-11-12 | interests section | none                  |
      | North Yemen | 1971-01-01 | interests section | open                  |
      | North Yemen | 1972-07-01 | interests section | none                  |
      | Iran        | 1990-01-01 | interests section | none                  |
      | China       | 1973-04-30 | liaison office    | none                  |
      | China       | 1973-05-01 | liaison office    | open since 1973-05-01 |
      | China       | 1979-03-01 | liaison office    | none                  |
      | VNM         | 1995-01-27 | liaison office    | none                  |
      | VNM         | 1995-01-28 | liaison office    | open since 1995-01-28 |
      | VNM         | 1995-08-06 | liaison office    | none                  |
      | Cambodia    | 1991-11-11 | liaison office    | open since 1991-11-11 |
      | Cambodia    | 1994-05-17 | liaison office    | none                  |
      | Afghanistan | 2001-12-17 | liaison office    | open since 2001-12-17 |
      | Afghanistan | 2002-01-17 | liaison office    | none                  |
      | MKD         | 1994-01-01 | liaison office    | open                  |
      | Angola      | 1993-01-01 | liaison office    | open                  |

  Scenario: Switzerland protects American interests where there are no relations
    Given the record
    Then between United States and Iran on 1980-04-06 the protecting power of United States is none
    And between United States and Iran on 1981-01-20 the protecting power of United States is Switzerland
    And between United States and Iran on 2020-01-01 the protecting power of United States is Switzerland
    And between United States and Algeria on 1970-01-01 the protecting power of United States is Switzerland
    And between United States and Algeria on 1974-11-12 the protecting power of United States is none

  # -- Embassies that suspended their work, by pages that the guide and the list lack -----------------------------------
  Scenario Outline: An embassy that suspends its work severs nothing
    Given the record
    Then the status of the United States and <country> on <date> is <status>
    And between the United States and <country> on <date> the relations are in force

    Examples:
      | country               | date       | status         |
      | Ukraine               | 2022-02-13 | established    |
      | Ukraine               | 2022-04-01 | embassy closed |
      | Ukraine               | 2022-05-18 | established    |
      | Sierra Leone          | 1997-05-29 | established    |
      | Sierra Leone          | 1997-12-31 | embassy closed |
      | Sierra Leone          | 1998-12-01 | established    |
      | Sierra Leone          | 1998-12-24 | embassy closed |
      | Sierra Leone          | 2001-12-31 | established    |
      | Republic of the Congo | 1998-01-01 | embassy closed |
      | Republic of the Congo | 2002-01-01 | established    |
      | Rwanda                | 1994-06-01 | embassy closed |
      | Rwanda                | 1994-08-03 | established    |

  # -- What was not surveyed ----------------------------------------------------------------------------------------

  Scenario Outline: A guide to relations and missions says nothing of what else there was
    Given the record
    Then of United States and <country> on <date> recalls, grievances, sanctions and talks were not surveyed

    Examples: Pairs of which no sanctions are on record
      | country         | date       |
      | Mexico          | 1938-03-18 |
      | Austria-Hungary | 1915-01-01 |
      | Turkey          | 1920-01-01 |
      | Egypt           | 1970-01-01 |
      | Albania         | 1960-01-01 |
      | Algeria         | 1970-01-01 |
      | Estonia         | 1960-01-01 |
      | Hawaii          | 1893-01-17 |

  # -- Where the sources and history part ---------------------------------------------------------------------------

  Scenario: Venezuela and the United States: severed on 20 June 1908, established again on 15 March 1909
    The list of chiefs tells both days in its note on William W. Russell, and the guide neither.

    Given the record
    Then between United States and Venezuela on 1908-06-19 the relations are in force since 1835-06-30
    And between United States and Venezuela on 1908-06-20 the relations are severed since 1908-06-20
    And between United States and Venezuela on 1909-03-14 the relations are severed since 1908-06-20
    And between United States and Venezuela on 1909-03-15 the relations are in force since 1909-03-15

  Scenario: Venezuela broke off relations in January 2019, and they came back in March 2026
    The guide ends with the embassy of 1939.

    Given the record
    Then between United States and Venezuela on 2019-01-22 the relations are in force
    And between United States and Venezuela on 2019-01-23 the relations are severed since 2019-01-23
    And between United States and Venezuela on 2020-01-01 the mission of United States is none
    And between United States and Venezuela on 2026-03-04 the relations are severed since 2019-01-23
    And between United States and Venezuela on 2026-03-05 the relations are in force since 2026-03-05
    And between United States and Venezuela on 2026-05-01 the mission of United States is open

  Scenario: The Dominican Republic and the United States had full relations again on 6 January 1962
    Foreign Relations of the United States, 1961–1963, XII, 336; the list of chiefs has a chargé from that day on.

    Given the record
    Then the status of United States and Dominican Republic on 1962-01-05 is severed
    And the status of United States and Dominican Republic on 1962-01-06 is established since 1962-01-06
    And between United States and Dominican Republic on 1962-01-06 the mission of United States is open

  Scenario: The American office in Pristina became an embassy on 8 April 2008
    The list of chiefs has a chargé from that day on.

    Given the record
    Then between United States and Kosovo on 2008-04-07 the mission of United States is none
    And between United States and Kosovo on 2008-04-08 the mission of United States is open since 2008-04-08

  Scenario: The American embassy in Tirana opened on 1 October 1991
    The list of chiefs has a chargé from that day on.

    Given the record
    Then between United States and Albania on 1991-09-30 the mission of United States is none
    And between United States and Albania on 1991-10-01 the mission of United States is open since 1991-10-01

  Scenario: The American embassy in Panama was open again on the day relations were
    The list of chiefs has a chargé from that day on.

    Given the record
    Then between United States and Panama on 1964-04-03 the mission of United States is open since 1964-04-03

  Scenario: John Quincy Adams presented his credentials in London in June 1815
    The guide has August, and the list of chiefs 8 June.

    Given the record
    Then the status of United States and United Kingdom on 1815-06-07 is severed
    And the status of United States and United Kingdom on 1815-06-08 is established

  Scenario: Yugoslavia and the United States exchanged letters on 17 November 2000
    The White House on 18 November 2000; the guide has the date that the letters bear.

    Given the record
    Then between United States and SCG on 2000-11-16 the relations are severed
    And between United States and SCG on 2000-11-17 the relations are in force since 2000-11-17

  Scenario Outline: Embassies that stopped working of late
    Neither the guide nor the list of chiefs tells of it; the State Department announced each.

    Given the record
    Then between United States and <country> on <date> the mission of United States is <mission>

    Examples:
      | country | date       | mission |
      | Sudan   | 2023-05-01 | closed  |
      | Belarus | 2022-03-01 | closed  |
      | CAF     | 2003-06-01 | closed  |
      | CAF     | 2013-06-01 | closed  |

  Scenario: Cuba's section in Washington was as old as the American one, and became an embassy with it
    The guide says that both countries raised their sections to embassies on that day.

    Given the record
    Then between United States and Cuba on 1980-01-01 the interests section of Cuba is open
    And between United States and Cuba on 2015-07-20 the interests section of Cuba is none
    And between United States and Cuba on 2015-07-20 the mission of Cuba is open since 2015-07-20

  Scenario: Who protected the two in Havana and Washington
    The Swiss Federal Department of Foreign Affairs tells of both mandates.

    Given the record
    Then between United States and Cuba on 1970-01-01 the protecting power of United States is Switzerland
    And between United States and Cuba on 1970-01-01 the protecting power of Cuba is Czechoslovakia
    And between United States and Cuba on 2000-01-01 the protecting power of Cuba is Switzerland
    And between United States and Cuba on 2015-07-20 the protecting power of United States is none

  Scenario: China's liaison office in Washington became an embassy in 1979
    As long as no Chinese mission is recorded, the liaison office of 1973 never ends.

    Given the record
    Then between United States and China on 1974-01-01 the liaison office of China is open
    And between United States and China on 1980-01-01 the liaison office of China is none
    And between United States and China on 1980-01-01 the mission of China is open

  Scenario: Iraq's section in Washington did not outlive the severed relations
    As long as no Iraqi mission is recorded, the section of 1991 never ends.

    Given the record
    Then between United States and Iraq on 1992-01-01 the interests section of Iraq is open
    And between United States and Iraq on 2010-01-01 the interests section of Iraq is none

  Scenario Outline: Heads of the American mission who had to go
    A declaration of persona non grata breaks off nothing (VCDR Art. 9). It is over when somebody is received in their place.

    Given the record
    Then between United States and <country> on <date> the grievance of <country> is open
    And between United States and <country> on <date> the relations are in force
    And the status of United States and <country> on <date> is strained
    And between United States and <country> on <received> the grievance of <country> is none

    Examples:
      | country      | date       | received   |
      | Burundi      | 1966-01-31 | 1968-08-10 |
      | COD          | 1975-09-30 | 1975-12-23 |
      | Ecuador      | 1968-01-01 | 1968-09-26 |
      | Ecuador      | 2011-04-30 | 2012-06-22 |
      | France       | 1794-06-30 | 1794-08-15 |
      | Haiti        | 1963-12-31 | 1964-01-16 |
      | Honduras     | 1921-06-30 | 1922-01-18 |
      | Hungary      | 1949-03-31 | 1949-10-21 |
      | Iraq         | 1962-12-31 | 1963-07-02 |
      | Jamaica      | 1973-12-31 | 1974-06-04 |
      | Madagascar   | 1971-12-31 | 1972-11-15 |
      | Mexico       | 1836-01-31 | 1836-05-11 |
      | Soviet Union | 1952-12-31 | 1953-04-20 |
      | Venezuela    | 1901-06-30 | 1901-08-24 |
      | Venezuela    | 2008-12-31 | 2009-06-25 |

  Scenario Outline: They were expelled in answer
    Given the record
    Then between United States and <country> on <date> the grievance of United States is open
    And between United States and <country> on <before> the grievance of United States is none

    Examples:
      | country   | date       | before     |
      | Bolivia   | 2008-09-11 | 2008-09-10 |
      | Ecuador   | 2011-04-07 | 2011-04-06 |
      | Venezuela | 2008-09-12 | 2008-09-11 |

  Scenario: Bolivia and the United States had no ambassadors for seventeen years
    A chargé in an embassy takes nobody's place.

    Given the record
    Then the status of Bolivia and United States on 2008-12-31 is strained
    And between Bolivia and United States on 2008-12-31 the relations are in force
    And the status of Bolivia and United States on 2024-12-31 is strained
    And between Bolivia and United States on 2024-12-31 the grievance of Bolivia is open since 2008-09-10
    And the status of Bolivia and United States on 2025-11-08 is talks offered

  Scenario Outline: States with which there never were relations, by what the State Department says
    Of Bhutan there is no article; its fact sheets say so.

    Given the record
    Then the status of United States and <country> on <date> is no relations

    Examples:
      | country     | date       |
      | Bhutan      | 1972-01-01 |
      | Bhutan      | 2020-01-01 |

  Scenario: Germany represented American interests in Uganda, where the embassy was closed and relations went on
    Given the record
    Then between United States and Uganda on 1975-01-01 the relations are in force
    And between United States and Uganda on 1975-01-01 the mission of United States is closed
    And between United States and Uganda on 1975-01-01 the protecting power of United States is Germany
    And between United States and Uganda on 1980-01-01 the protecting power of United States is none

  Scenario: Sweden protects American interests in North Korea
    The mandate dates from 1995.

    Given the record
    Then the status of United States and North Korea on 1949-12-31 is no relations
    And between United States and North Korea on 2018-06-12 the relations are none
    And between United States and North Korea on 2018-06-12 the protecting power of United States is Sweden
