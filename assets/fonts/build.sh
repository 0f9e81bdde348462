#!/usr/bin/env bash
# Build the pinned fonts from the folder of Debian's fonts-noto-core and fonts-noto-extra 20201225-1:
#   PATH="$PWD/.venv/bin:$PATH" assets/fonts/build.sh /usr/share/fonts/truetype/noto && make fonts
# Latin comes first, so its hinting and its measures stay. Symbols come without features, which would clash.
set -euo pipefail
noto=$1 here=$(cd "$(dirname "$0")" && pwd) work=$(mktemp -d)
trap 'rm -r "$work"' EXIT

features=ccmp,locl,liga,rlig,calt,kern,mark,mkmk,init,medi,fina,isol,frac,numr,dnom,ordn,lnum,tnum,case
arrows=U+2190-21FF
operators=U+2200-22FF
shapes=U+25A0-25CB,U+25CD-25FF,U+2600-2606,U+260E,U+2610-2612,U+2620-2623,U+2690,U+2691,U+2693,U+2694,U+26A0,U+2708,U+2713-2718,U+271D,U+2726,U+2736,U+274C,U+2756,U+2794,U+27A1

cut() {
    pyftsubset "$1" --output-file="$2" --unicodes="$3" --layout-features="$4" --notdef-outline --glyph-names \
        --no-recalc-timestamp "${@:5}"
}

for style in Regular SemiBold Italic; do
    upright=${style/Italic/Regular}
    cut "$noto/NotoSans-$style.ttf" "$work/latin.ttf" '*' "$features"
    cut "$noto/NotoSansSymbols-$upright.ttf" "$work/arrows.ttf" "$arrows" ''
    cut "$noto/NotoSansMath-Regular.ttf" "$work/operators.ttf" "$operators" ''
    cut "$noto/NotoSansSymbols2-Regular.ttf" "$work/shapes.ttf" "$shapes" ''
    parts=("$work/latin.ttf")
    if [ "$style" != Italic ]; then
        parts+=("$noto/NotoSansArabic-$style.ttf" "$noto/NotoSansHebrew-$style.ttf")
    fi
    fonttools merge --output-file="$here/NotoSans-$style.ttf" "${parts[@]}" \
        "$work/arrows.ttf" "$work/operators.ttf" "$work/shapes.ttf"
done

# For the browser, what the files of npm lack; the ranges are those of assets/css/fonts.css.
cyrillic=U+0400-052F,U+1C80-1C88,U+2116,U+2DE0-2DFF,U+A640-A69F
greek=U+0370-03FF,U+1F00-1FFF
more=U+02CD,U+02D8,U+02D9,U+02DB,U+0302,U+0305-0307,U+030A-0322,U+0324-0328,U+032A-036F,U+1AB0-1AFF,U+1DC0-1DFF,U+1EA0-1EF1,U+2012,U+2015-2017,U+201B,U+201F,U+2021,U+2023-2025,U+2030,U+2031,U+2034-2038,U+203B-2043,U+2045-205E,U+2070-209C,U+2100-2112,U+2114,U+2115,U+2117-2121,U+2123-2211,U+2213-22FF,U+25A0-27BF,U+A700-A71F,U+AB30-AB6F,U+FB00-FB06,U+FE20-FE2F
for part in cyrillic greek more; do
    for weight in 400 600; do
        style=Regular
        [ $weight = 400 ] || style=SemiBold
        cut "$here/NotoSans-$style.ttf" "$here/noto-sans-$part-$weight-normal.woff2" "${!part}" "$features" \
            --flavor=woff2 --no-hinting --no-glyph-names --no-bidi-closure
    done
done
