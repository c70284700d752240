/* The reference for level totals in columns: the same whole numbers, period by period over blocks of accounts that stay
 * in the first cache. Every cell of the library is compared with these. */
#include <stdint.h>

#define DEN 12000000 /* parts per million a year, a month */
#define BLOCK 512

void level_totals(int64_t accounts, int64_t months, const int64_t *restrict principal, const int64_t *restrict rate,
                  const int64_t *restrict instalment, int64_t *restrict last, int64_t *restrict interest,
                  int64_t *restrict total, int64_t *restrict number)
{
    int64_t balance[BLOCK], accrued[BLOCK], paid[BLOCK], final[BLOCK], count[BLOCK];
    for (int64_t at = 0; at < accounts; at += BLOCK) {
        int64_t lanes = accounts - at < BLOCK ? accounts - at : BLOCK;
        for (int64_t i = 0; i < lanes; i++) {
            balance[i] = principal[at + i];
            accrued[i] = paid[i] = final[i] = count[i] = 0;
        }
        for (int64_t t = 1; t <= months; t++)
            for (int64_t i = 0; i < lanes; i++) {
                int64_t charge = (balance[i] * rate[at + i] + DEN / 2) / DEN;
                int64_t owed = balance[i] + charge;
                int64_t asked = t < months ? instalment[at + i] : owed;
                int64_t part = asked < owed ? asked : owed;
                balance[i] = owed - part;
                accrued[i] += charge;
                paid[i] += part;
                final[i] = part > 0 ? part : final[i];
                count[i] += part > 0;
            }
        for (int64_t i = 0; i < lanes; i++) {
            last[at + i] = final[i];
            interest[at + i] = accrued[i];
            total[at + i] = paid[i];
            number[at + i] = count[i];
        }
    }
}
