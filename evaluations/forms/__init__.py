"""Forms made from the year's document: boxes by address, stamped with what they were based on."""
