#ifndef SEING_CHARFBUZZ_SHIMS_H
#define SEING_CHARFBUZZ_SHIMS_H

#include <harfbuzz/hb.h>

/* The functions that are called, named as in HarfBuzz without hb_. */
#define SEING_HARFBUZZ_FUNCTIONS(FUNCTION) \
    FUNCTION(blob_create_from_file_or_fail) \
    FUNCTION(blob_destroy) \
    FUNCTION(blob_get_data) \
    FUNCTION(buffer_add_utf32) \
    FUNCTION(buffer_create) \
    FUNCTION(buffer_destroy) \
    FUNCTION(buffer_get_glyph_infos) \
    FUNCTION(buffer_get_glyph_positions) \
    FUNCTION(buffer_guess_segment_properties) \
    FUNCTION(buffer_set_cluster_level) \
    FUNCTION(buffer_set_direction) \
    FUNCTION(buffer_set_language) \
    FUNCTION(face_create) \
    FUNCTION(face_destroy) \
    FUNCTION(face_make_immutable) \
    FUNCTION(face_reference_table) \
    FUNCTION(font_create) \
    FUNCTION(font_destroy) \
    FUNCTION(font_get_glyph_h_advance) \
    FUNCTION(font_get_nominal_glyph) \
    FUNCTION(font_make_immutable) \
    FUNCTION(language_from_string) \
    FUNCTION(shape)

/* Each with the type that HarfBuzz declares, so that the compiler checks every call. */
#define SEING_MEMBER(name) __typeof__(hb_##name) *name;
struct seing_harfbuzz {
    SEING_HARFBUZZ_FUNCTIONS(SEING_MEMBER)
};
#undef SEING_MEMBER

/* Loads the library when it is first called; NULL when that fails, otherwise no member is NULL and all live as long as the process. */
const struct seing_harfbuzz *seing_harfbuzz_load(void);

#endif
