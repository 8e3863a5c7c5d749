-- What is found by words. A form is a text as it is looked for (search_form in Python): plain small words,
-- apart by single spaces. What somebody has typed is a form, too.

-- The words of a form, as they are indexed.
CREATE FUNCTION words(form text) RETURNS tsvector LANGUAGE sql IMMUTABLE AS $$
    SELECT array_to_tsvector(string_to_array(btrim(form), ' '))
$$;

-- Asks for forms in which each word that was typed begins a word.
CREATE FUNCTION words_begun(typed text) RETURNS tsquery LANGUAGE sql IMMUTABLE AS $$
    SELECT (replace(typed, ' ', ':* & ') || ':*')::tsquery
$$;

-- How well a form that is found answers, the best first: it is what was typed; it begins so, with the last
-- word whole or cut short; what was typed stands in it as it is, the last word whole or cut short; only
-- its words do, somewhere.
CREATE FUNCTION search_rank(form text, typed text) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN form = typed THEN 0
                WHEN starts_with(form, typed || ' ') THEN 1
                WHEN starts_with(form, typed) THEN 2
                WHEN strpos(form || ' ', ' ' || typed || ' ') > 0 THEN 3
                WHEN strpos(form, ' ' || typed) > 0 THEN 4
                ELSE 5 END
$$;
