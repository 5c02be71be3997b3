Feature: Offers, talks and agreements
  Talks stand above everything else on the ladder, and change nothing below it until they are carried out.

  Background:
    Given these events of Saudi Arabia and Iran:
      | on         | kind                  | by           |
      | 1929-08-24 | relations established |              |
      | 2016-01-03 | relations severed     | Saudi Arabia |

  Scenario: An offer stands until something ends it
    When "talks offered" by Iran on 2019-10-02 is added
    Then the status of Saudi Arabia and Iran on 2022-01-01 is talks offered since 2019-10-02
    And between Saudi Arabia and Iran on 2022-01-01 the offer of Iran is standing since 2019-10-02
    And between Saudi Arabia and Iran on 2022-01-01 the offer of Saudi Arabia is none

  Scenario: Nobody offers twice, but both can offer
    When "talks offered" by Iran on 2019-10-02 is added
    And "talks offered" by Saudi Arabia on 2019-10-03 is added
    And "talks offered" by Iran on 2019-10-04 is added
    Then it is refused because "its offer not standing"

  Scenario: The one offered to declines
    When "talks offered" by Iran on 2019-10-02 is added
    And "talks declined" by Saudi Arabia on 2019-10-10 is added
    Then the status of Saudi Arabia and Iran on 2019-10-10 is severed since 2019-10-10
    And between Saudi Arabia and Iran on 2019-10-10 the offer of Iran is none since 2019-10-10

  Scenario: Nobody declines an offer of their own
    When "talks offered" by Iran on 2019-10-02 is added
    And "talks declined" by Iran on 2019-10-10 is added
    Then it is refused because "the other's offer standing"

  Scenario: Declining one offer leaves the other
    When "talks offered" by Iran on 2019-10-02 is added
    And "talks offered" by Saudi Arabia on 2019-10-03 is added
    And "talks declined" by Saudi Arabia on 2019-10-10 is added
    Then the status of Saudi Arabia and Iran on 2019-10-10 is talks offered since 2019-10-02
    And between Saudi Arabia and Iran on 2019-10-10 the offer of Saudi Arabia is standing
    And between Saudi Arabia and Iran on 2019-10-10 the offer of Iran is none

  Scenario: Talks take the place of offers
    When "talks offered" by Iran on 2019-10-02 is added
    And "talks opened" on 2021-04-09 is added
    Then between Saudi Arabia and Iran on 2021-04-09 the talks are open since 2021-04-09
    And between Saudi Arabia and Iran on 2021-04-09 the offer of Iran is none
    And the status of Saudi Arabia and Iran on 2021-04-09 is talks offered since 2019-10-02

  Scenario: Either side can end the talks
    When "talks opened" on 2021-04-09 is added
    And "talks offered" by Iran on 2021-05-01 is added
    And "talks ended" by Saudi Arabia on 2021-06-01 is added
    Then the status of Saudi Arabia and Iran on 2021-06-01 is severed since 2021-06-01
    And between Saudi Arabia and Iran on 2021-06-01 the talks are none
    And between Saudi Arabia and Iran on 2021-06-01 the offer of Iran is none

  Scenario: Where nothing is offered there is nothing to end
    When "talks ended" by Saudi Arabia on 2021-06-01 is added
    Then it is refused because "status talks offered"

  Scenario: An agreement not yet carried out is no restoration
    When "talks opened" on 2021-04-09 is added
    And "agreement reached" on 2023-03-10 is added
    Then the status of Saudi Arabia and Iran on 2023-03-10 is talks offered since 2021-04-09
    And between Saudi Arabia and Iran on 2023-03-10 the talks are agreed since 2023-03-10
    And between Saudi Arabia and Iran on 2023-03-10 the relations are severed
    When "relations restored" on 2023-04-06 is added
    Then the status of Saudi Arabia and Iran on 2023-04-06 is established since 2023-04-06
    And between Saudi Arabia and Iran on 2023-04-06 the talks are none

  Scenario: An agreement can come without talks or offers, and ends the offers
    When "talks offered" by Iran on 2019-10-02 is added
    And "agreement reached" on 2023-03-10 is added
    Then between Saudi Arabia and Iran on 2023-03-10 the talks are agreed
    And between Saudi Arabia and Iran on 2023-03-10 the offer of Iran is none

  Scenario Outline: Where all is well there is nothing to talk about
    When "relations restored" on 2023-04-06 is added
    And <act> on 2023-05-01 is added
    Then it is refused because "status not established"

    Examples:
      | act                     |
      | "talks offered" by Iran |
      | "talks opened"          |
      | "agreement reached"     |

  Scenario: Normalising carries an agreement out
    Given these events of Peru and Norway:
      | on         | kind                  | by     |
      | 1923-05-04 | relations established |        |
      | 1930-01-01 | grievance raised      | Norway |
      | 1931-01-01 | talks offered         | Peru   |
      | 1931-02-01 | talks opened          |        |
      | 1931-03-01 | agreement reached     |        |
      | 1931-03-02 | talks offered         | Peru   |
      | 1931-04-01 | relations normalised  |        |
    Then the status of Peru and Norway on 1931-03-01 is talks offered since 1931-01-01
    And the status of Peru and Norway on 1931-04-01 is established since 1931-04-01
    And between Peru and Norway on 1931-04-01 the talks are none
    And between Peru and Norway on 1931-04-01 the offer of Peru is none

  Scenario: Settling what talks were about does not end them
    Given these events of Peru and Norway:
      | on         | kind                  | by     |
      | 1923-05-04 | relations established |        |
      | 1930-01-01 | grievance raised      | Norway |
      | 1931-01-01 | talks offered         | Peru   |
      | 1931-02-01 | grievance settled     | Norway |
    Then the status of Peru and Norway on 1931-02-01 is talks offered since 1931-01-01

  Scenario: It need not be established who ended the talks
    When "talks opened" on 2021-04-09 is added
    And "talks ended" on 2022-03-12 is added
    Then the status of Saudi Arabia and Iran on 2022-03-12 is severed since 2022-03-12
    And between Saudi Arabia and Iran on 2022-03-12 the talks are none since 2022-03-12
