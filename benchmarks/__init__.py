"""How fast the site is: a data set of any size, the production server on one core, and the figures."""
