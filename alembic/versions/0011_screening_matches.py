"""Matches of companies with the lists, and what has to be screened again (M1.2)."""

from bot.storage.script import script

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    script("""
    CREATE TABLE screening (                   -- of a company, for an organisation that checks it
        company uuid NOT NULL REFERENCES company,
        maker uuid NOT NULL REFERENCES organisation,
        asked bigint NOT NULL DEFAULT 1,       -- rises with everything that calls for another screening
        done bigint NOT NULL DEFAULT 0,        -- what `asked` was when the last one began
        done_at timestamptz,
        lists jsonb NOT NULL DEFAULT '{}',     -- version by list
        names integer NOT NULL DEFAULT 0,      -- of ours that were compared
        PRIMARY KEY (company, maker)
    );
    CREATE INDEX ix_screening_asked ON screening (company, maker) WHERE asked > done;

    CREATE TABLE screening_match (
        id uuid PRIMARY KEY,
        company uuid NOT NULL,
        maker uuid NOT NULL,
        role text NOT NULL CONSTRAINT ck_screening_match_role
            CHECK (role IN ('company', 'parent', 'owner', 'contact')),
        ours jsonb NOT NULL,
        our_key text NOT NULL,
        source text NOT NULL,
        entry text NOT NULL,
        their_key text NOT NULL,
        theirs jsonb NOT NULL,
        likeness jsonb NOT NULL,
        score double precision NOT NULL,
        list bigint NOT NULL REFERENCES screening_list,
        algorithm integer NOT NULL,
        threshold double precision NOT NULL,
        found_at timestamptz NOT NULL,
        standing boolean NOT NULL DEFAULT true,  -- found by the last screening
        told boolean NOT NULL DEFAULT false,
        state text NOT NULL DEFAULT 'open' CONSTRAINT ck_screening_match_state
            CHECK (state IN ('open', 'cleared', 'confirmed')),
        nature text NOT NULL DEFAULT '',
        reviewer uuid REFERENCES person,
        reviewed_at timestamptz,
        reason text NOT NULL DEFAULT '',
        reviewed_case uuid REFERENCES kyc_case,
        version integer NOT NULL DEFAULT 1,
        FOREIGN KEY (company, maker) REFERENCES screening,
        CONSTRAINT uq_screening_match_pair UNIQUE (company, maker, our_key, source, entry, their_key),
        CONSTRAINT ck_screening_match_reviewed
            CHECK ((state = 'open') = (reviewer IS NULL) AND (state = 'open' OR reason <> ''))
    );
    CREATE INDEX ix_screening_match_open ON screening_match (maker, found_at) WHERE standing AND state = 'open';

    -- Whoever changes a card orders its screening in the same transaction: no act can forget it.
    CREATE FUNCTION screening_order() RETURNS void LANGUAGE sql AS $$
        INSERT INTO job (kind, key) VALUES ('screening.sweep', 'screening.sweep:' || pg_current_xact_id())
        ON CONFLICT (key) DO NOTHING
    $$;
    CREATE FUNCTION screening_of_case() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO screening (company, maker) VALUES (NEW.company, NEW.maker)
        ON CONFLICT (company, maker) DO UPDATE SET asked = screening.asked + 1;
        PERFORM screening_order();
        RETURN NULL;
    END $$;
    CREATE FUNCTION screening_of_company() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        UPDATE screening SET asked = asked + 1 WHERE company = NEW.id;
        IF FOUND THEN PERFORM screening_order(); END IF;
        RETURN NULL;
    END $$;
    CREATE FUNCTION screening_of_contact() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        UPDATE screening SET asked = asked + 1 WHERE company = NEW.company;
        IF FOUND THEN PERFORM screening_order(); END IF;
        RETURN NULL;
    END $$;
    CREATE FUNCTION screening_of_list() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        UPDATE screening SET asked = asked + 1;
        IF FOUND THEN PERFORM screening_order(); END IF;
        RETURN NULL;
    END $$;
    CREATE TRIGGER kyc_case_screened AFTER INSERT ON kyc_case FOR EACH ROW EXECUTE FUNCTION screening_of_case();
    CREATE TRIGGER kyc_case_screened_again AFTER UPDATE OF facts ON kyc_case FOR EACH ROW
        WHEN (OLD.facts IS DISTINCT FROM NEW.facts) EXECUTE FUNCTION screening_of_case();
    CREATE TRIGGER company_screened AFTER UPDATE ON company FOR EACH ROW
        WHEN ((OLD.legal_name, OLD.short_name, OLD.parent, OLD.country, OLD.registration_number) IS DISTINCT FROM
            (NEW.legal_name, NEW.short_name, NEW.parent, NEW.country, NEW.registration_number))
        EXECUTE FUNCTION screening_of_company();
    CREATE TRIGGER contact_screened AFTER INSERT ON contact FOR EACH ROW EXECUTE FUNCTION screening_of_contact();
    CREATE TRIGGER contact_screened_again AFTER UPDATE OF name ON contact FOR EACH ROW
        WHEN (OLD.name <> NEW.name) EXECUTE FUNCTION screening_of_contact();
    CREATE TRIGGER list_screened AFTER INSERT ON screening_list FOR EACH ROW EXECUTE FUNCTION screening_of_list();

    INSERT INTO screening (company, maker) SELECT DISTINCT company, maker FROM kyc_case;
    """)


def downgrade() -> None:
    script("""
    DROP TRIGGER list_screened ON screening_list;
    DROP TRIGGER contact_screened_again ON contact;
    DROP TRIGGER contact_screened ON contact;
    DROP TRIGGER company_screened ON company;
    DROP TRIGGER kyc_case_screened_again ON kyc_case;
    DROP TRIGGER kyc_case_screened ON kyc_case;
    DROP FUNCTION screening_of_list();
    DROP FUNCTION screening_of_contact();
    DROP FUNCTION screening_of_company();
    DROP FUNCTION screening_of_case();
    DROP FUNCTION screening_order();
    DROP TABLE screening_match;
    DROP TABLE screening;
    """)
