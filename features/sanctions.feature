Feature: Sanctions
  Limits that one country puts on the other. They break no relations, and relations lift none.

  Scenario: Sanctions need no relations
    Given nothing is recorded of Canada and North Korea
    When "sanctions imposed" by Canada on 1990-08-11 is added
    Then the status of Canada and North Korea on 1990-08-11 is sanctioned since 1990-08-11
    And between Canada and North Korea on 1990-08-11 the relations are none

  Scenario: They are imposed once, and extended after that
    Given nothing is recorded of Canada and North Korea
    When "sanctions imposed" by Canada on 1990-08-11 is added
    And "sanctions extended" by Canada on 2011-08-11 is added
    Then between Canada and North Korea on 2011-08-11 the sanctions of Canada are in force since 1990-08-11
    When "sanctions imposed" by Canada on 2012-01-01 is added
    Then it is refused because "its sanctions not in force"

  Scenario Outline: What is not in force cannot be extended, eased or lifted
    Given nothing is recorded of Canada and North Korea
    When "sanctions imposed" by North Korea on 1990-08-11 is added
    And "<act>" by Canada on 2011-08-11 is added
    Then it is refused because "its sanctions in force"

    Examples:
      | act                |
      | sanctions extended |
      | sanctions eased    |
      | sanctions lifted   |

  Scenario: Easing is not lifting
    Given nothing is recorded of Canada and North Korea
    When "sanctions imposed" by Canada on 1990-08-11 is added
    And "sanctions eased" by Canada on 2000-01-01 is added
    Then the status of Canada and North Korea on 2000-01-01 is sanctioned since 1990-08-11

  Scenario: The status lasts until both have lifted theirs
    Given these events of Canada and North Korea:
      | on         | kind                  | by          |
      | 2001-02-06 | relations established |             |
      | 2006-11-09 | sanctions imposed     | Canada      |
      | 2007-01-01 | sanctions imposed     | North Korea |
      | 2008-01-01 | sanctions lifted      | Canada      |
    Then the status of Canada and North Korea on 2008-01-01 is sanctioned since 2006-11-09
    When "sanctions lifted" by North Korea on 2009-01-01 is added
    Then the status of Canada and North Korea on 2009-01-01 is established since 2009-01-01

  Scenario: Below the sanctions lies what was there before
    Given these events of Canada and North Korea:
      | on         | kind                  | by     |
      | 2001-02-06 | relations established |        |
      | 2002-01-01 | mission opened        | Canada |
      | 2003-01-01 | grievance raised      | Canada |
      | 2004-01-01 | mission closed        | Canada |
      | 2005-01-01 | sanctions imposed     | Canada |
      | 2006-01-01 | sanctions lifted      | Canada |
      | 2007-01-01 | mission opened        | Canada |
    Then the status of Canada and North Korea on 2003-01-01 is strained
    And the status of Canada and North Korea on 2004-01-01 is embassy closed
    And the status of Canada and North Korea on 2005-01-01 is sanctioned
    And the status of Canada and North Korea on 2006-01-01 is embassy closed since 2006-01-01
    And the status of Canada and North Korea on 2007-01-01 is strained since 2007-01-01

  Scenario: More sanctions leave a severed pair severed, and easing them restores nothing
    Given these events of Canada and North Korea:
      | on         | kind                  | by     |
      | 2001-02-06 | relations established |        |
      | 2010-01-01 | relations severed     | Canada |
      | 2010-10-28 | sanctions imposed     | Canada |
      | 2011-08-11 | sanctions extended    | Canada |
      | 2020-01-01 | sanctions eased       | Canada |
      | 2021-01-01 | sanctions lifted      | Canada |
    Then the status of Canada and North Korea on 2011-08-11 is severed since 2010-01-01
    And the status of Canada and North Korea on 2020-01-01 is severed since 2010-01-01
    And the status of Canada and North Korea on 2021-01-01 is severed since 2010-01-01

  Scenario Outline: Sanctions that are extended or eased rest on that as well
    Given these events of Canada and North Korea:
      | id    | on         | kind              | by          |
      | first | 2010-10-28 | sanctions imposed | Canada      |
      | other | 2010-11-01 | sanctions imposed | North Korea |
      | later | 2011-08-11 | <act>             | Canada      |
    Then between Canada and North Korea on 2012-01-01 the sanctions of Canada are in force since 2010-10-28
    And between Canada and North Korea on 2012-01-01 the sanctions of Canada rest on event "first"
    And between Canada and North Korea on 2012-01-01 the sanctions of Canada rest on event "later"
    And the status of Canada and North Korea on 2012-01-01 rests on event "later"

    Examples:
      | act                |
      | sanctions extended |
      | sanctions eased    |

  Scenario: A country that ceases to exist may have had no relations to end
    Given these events of Canada and North Korea:
      | on         | kind              | by     |
      | 2010-10-28 | sanctions imposed | Canada |
      | 2020-01-01 | relations lapsed  |        |
    Then the status of Canada and North Korea on 2019-12-31 is sanctioned
    And the status of Canada and North Korea on 2020-01-01 is no relations since 2020-01-01
