-- What a total is compared with, incidents of a country, of some types, over some days, is found
-- without reading others of the country.
DROP INDEX events_by_country;
CREATE INDEX events_by_country ON events (country, type, first_day, last_day, scope);
