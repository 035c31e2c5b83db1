#ifndef CHARFBUZZ_H
#define CHARFBUZZ_H
/* hb-icu.h stays out: ICU's headers collide with Swift's own _FoundationICU module. */
#include <harfbuzz/hb.h>
#endif
