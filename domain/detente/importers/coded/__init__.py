"""Events that programs have coded from the news: candidates for a log, to be looked at before they are believed."""
