-- The card of a case, by which another case of the same card is found. Filled in from the events after the step.
ALTER TABLE case_list ADD COLUMN card TEXT;
CREATE INDEX case_list_card ON case_list (municipality, card) WHERE card IS NOT NULL;
