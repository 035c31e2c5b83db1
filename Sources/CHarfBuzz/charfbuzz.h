#ifndef CHARFBUZZ_H
#define CHARFBUZZ_H
/* hb-icu.h stays out: ICU's headers collide with Swift's own _FoundationICU module. */
#include <hb.h>
#include <hb-ot.h>
#include <hb-subset.h>
#endif
