/* SPDX-License-Identifier: Apache-2.0
 * The rows of a step, one commit each, by prepared statements of libpq and nothing else. */
#include <libpq-fe.h>

#include "bare.h"

static void check(PGconn* db, PGresult* answer) {
    if (PQresultStatus(answer) != PGRES_COMMAND_OK)
        bare_fail(PQerrorMessage(db));
    PQclear(answer);
}

void bare_write(struct writer* writer) {
    PGconn* db = PQconnectdb(writer->address);
    if (PQstatus(db) != CONNECTION_OK)
        bare_fail(PQerrorMessage(db));
    char* body = malloc((size_t)writer->body_size + 1);
    memcpy(body, writer->body, (size_t)writer->body_size);
    body[writer->body_size] = '\0';
    char number[32];
    const char* const values[] = {writer->case_id, number, body};
    check(db, PQexec(db, "SET synchronous_commit = on"));
    check(db, PQexecParams(db,
                           "INSERT INTO case_list(municipality, case_id, procedure_id, events, opened_us,"
                           " opened_day, changed_us) VALUES('99999', $1, 'P04', 0, 0, 0, 0)",
                           1, NULL, values, NULL, NULL, 0));
    check(db, PQprepare(db, "event",
                        "INSERT INTO event(municipality, case_id, seq, body) VALUES('99999', $1, $2, $3)", 0,
                        NULL));
    check(db, PQprepare(db, "waiting",
                        "INSERT INTO log_waiting(municipality, case_id, seq, at_us)"
                        " VALUES('99999', $1, $2, $2)",
                        0, NULL));
    check(db, PQprepare(db, "list",
                        "UPDATE case_list SET last_step = 'S16_lock', events = $2, changed_us = $2"
                        " WHERE municipality = '99999' AND case_id = $1",
                        0, NULL));
    pthread_barrier_wait(&bare_start);
    for (long seq = 1; !atomic_load(&bare_stop); ++seq) {
        snprintf(number, sizeof number, "%ld", seq);
        check(db, PQexec(db, "BEGIN"));
        check(db, PQexecPrepared(db, "event", 3, values, NULL, NULL, 0));
        check(db, PQexecPrepared(db, "waiting", 2, values, NULL, NULL, 0));
        check(db, PQexecPrepared(db, "list", 2, values, NULL, NULL, 0));
        check(db, PQexec(db, "COMMIT"));
        ++writer->commits;
    }
    free(body);
    PQfinish(db);
}
