#!/bin/sh
# Makes the two faces of this folder from Debian's packages fonts-noto-core and python3-fonttools (DIN 91379 and some signs;
# three mathematical signs that Noto Sans lacks come from Noto Sans Math). Run it in this folder.
set -eu
from=${1:-/usr/share/fonts/truetype/noto}
export SOURCE_DATE_EPOCH=1767225600
letters=U+0020-007E,U+00A0-024F,U+0259,U+0268,U+0292,U+02B0-02FF,U+0300-036F,U+0370-03FF,U+0400-045F,U+1D48,U+1D57,U+1E00-1EFF
signs=U+2010-2027,U+2030-203A,U+2070-209C,U+20AC,U+2116,U+2122,U+2212,U+25CC,U+FFFD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
subset() {
	"${PYTHON:-python3}" -m fontTools.subset "$1" --unicodes="$2" --output-file="$3" --layout-features=mark,mkmk \
		--no-hinting --notdef-outline --name-IDs='*'
}
subset "$from/NotoSansMath-Regular.ttf" U+221E,U+2264,U+2265 "$work/math.ttf"
for face in Regular Bold; do
	subset "$from/NotoSans-$face.ttf" "$letters,$signs" "$work/$face.ttf"
	"${PYTHON:-python3}" -m fontTools.merge "$work/$face.ttf" "$work/math.ttf" --output-file="NotoSans-$face.ttf" \
		--drop-tables=vmtx,vhea,MATH
done
