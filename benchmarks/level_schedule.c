/* The reference for a full schedule in memory: interest, principal and closing balance of every instalment, all accounts
 * of one instalment after another. Every cell of the library is compared with these. */
#include <stdint.h>

#define DEN 12000000 /* parts per million a year, a month */

void level_schedule(int64_t accounts, int64_t months, const int64_t *restrict principal, const int64_t *restrict rate,
                    const int64_t *restrict instalment, int64_t *restrict interest, int64_t *restrict repaid,
                    int64_t *restrict closing)
{
    for (int64_t t = 0; t < months; t++) {
        const int64_t *restrict before = t ? closing + (t - 1) * accounts : principal;
        int64_t *restrict charged = interest + t * accounts;
        int64_t *restrict paid = repaid + t * accounts;
        int64_t *restrict after = closing + t * accounts;
        for (int64_t i = 0; i < accounts; i++) {
            int64_t charge = (before[i] * rate[i] + DEN / 2) / DEN;
            int64_t owed = before[i] + charge;
            int64_t asked = t < months - 1 ? instalment[i] : owed;
            int64_t part = asked < owed ? asked : owed;
            charged[i] = charge;
            paid[i] = part - charge;
            after[i] = owed - part;
        }
    }
}
