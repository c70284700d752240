/* The reference for cards paid off at the minimum: max(floor, a share of everything owed), never more than is owed.
 * Blocks of cards stay in the first cache, month by month, until all of a block are paid off; with ROOM, cards that are
 * paid off make room for those that are not once they are a quarter of the block.
 * Every cell of the library is compared with these. */
#include <stdint.h>

#define DEN 12000000 /* parts per million a year, a month */
#define MILLION 1000000
#define BLOCK 1024

void minimum_path(int64_t cards, int64_t most, int64_t share, int64_t floor, const int64_t *restrict principal,
                  const int64_t *restrict rate, int64_t *restrict months, int64_t *restrict total,
                  int64_t *restrict interest)
{
    uint64_t balance[BLOCK], yearly[BLOCK], accrued[BLOCK], number[BLOCK], place[BLOCK];
    for (int64_t at = 0; at < cards; at += BLOCK) {
        int64_t lanes = cards - at < BLOCK ? cards - at : BLOCK;
        for (int64_t i = 0; i < lanes; i++) {
            balance[i] = principal[at + i];
            yearly[i] = rate[at + i];
            accrued[i] = number[i] = 0;
            place[i] = at + i;
        }
        for (int64_t t = 0; t < most && lanes; t++) {
            uint64_t live = 0;
            for (int64_t i = 0; i < lanes; i++) {
                uint64_t charge = (balance[i] * yearly[i] + DEN / 2) / DEN;
                uint64_t owed = balance[i] + charge;
                uint64_t asked = (owed * share + MILLION / 2) / MILLION;
                asked = asked > (uint64_t)floor ? asked : (uint64_t)floor;
                asked = asked < owed ? asked : owed;
                number[i] += balance[i] > 0;
                balance[i] = owed - asked;
                accrued[i] += charge;
                live += balance[i] > 0;
            }
#ifdef ROOM
            if (4 * live > 3 * (uint64_t)lanes && t + 1 < most)
#else
            if (live && t + 1 < most)
#endif
                continue;
            int64_t kept = 0;
            for (int64_t i = 0; i < lanes; i++)
                if (balance[i] > 0 && t + 1 < most) {
                    balance[kept] = balance[i];
                    yearly[kept] = yearly[i];
                    accrued[kept] = accrued[i];
                    number[kept] = number[i];
                    place[kept++] = place[i];
                } else {
                    months[place[i]] = number[i];
                    interest[place[i]] = accrued[i];
                    total[place[i]] = principal[place[i]] + accrued[i] - balance[i];
                }
            lanes = kept;
        }
    }
}
