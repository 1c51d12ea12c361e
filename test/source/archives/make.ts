// Made once, by hand: `node test/source/archives/make.ts`, with 7zip, bzip2, cpio, gcab, genisoimage, lz4, lzip, ncompress,
// rpm, squashfs-tools, xz-utils and zstd installed, and Python with pyarrow, pyorc, fastavro and cramjam. Every byte is masked, so that no scanner takes these files for
// archives that hold keys.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { archivedText, masked } from "./masked.ts";

const folder = mkdtempSync(join(tmpdir(), "archives-"));
const run = (script: string) => execFileSync("bash", ["-ec", script], { cwd: folder, stdio: "pipe" });
mkdirSync(join(folder, "out"));
writeFileSync(join(folder, "a.env"), archivedText);
writeFileSync(
  join(folder, "a.spec"),
  `Name: a
Version: 1
Release: 1
Summary: a
License: MIT
BuildArch: noarch
%description
a
%install
install -D ${folder}/a.env %{buildroot}/a.env
%files
/a.env
`,
);
writeFileSync(
  join(folder, "tables.py"),
  `import pyarrow as pa, pyarrow.parquet as pq, pyorc
from fastavro import parse_schema, writer

text = open("a.env").read()
rows = [f"row {n} of the table" for n in range(40)] + [text, "last"]
table = pa.table({
    "id": list(range(42)),
    "note": rows,
    "tags": [["a", "b"]] * 41 + [["c", text]],
    "more": [{"x": row} for row in rows],
    "raw": [row.encode() for row in rows],
})
for codec in ["snappy", "gzip", "brotli", "zstd", "lz4"]:
    pq.write_table(table, f"out/{codec}.parquet", compression=codec)
pq.write_table(table, "out/plain.parquet", compression="zstd", use_dictionary=False, row_group_size=10)
pq.write_table(
    table, "out/v2.parquet", compression="snappy", use_dictionary=False, data_page_version="2.0",
    column_encoding={
        "note": "DELTA_BYTE_ARRAY", "more.x": "DELTA_BYTE_ARRAY", "id": "PLAIN",
        "tags.list.element": "DELTA_LENGTH_BYTE_ARRAY", "raw": "DELTA_LENGTH_BYTE_ARRAY",
    },
)
schema = parse_schema({"type": "record", "name": "r", "fields": [{"name": "note", "type": "string"}]})
for codec in ["deflate", "snappy", "bzip2"]:
    with open(f"out/{codec}.avro", "wb") as file:
        writer(file, schema, [{"note": row} for row in rows], codec=codec)
for codec in ["ZLIB", "SNAPPY", "LZ4", "ZSTD"]:
    kind = getattr(pyorc.CompressionKind, codec)
    with open(f"out/{codec.lower()}.orc", "wb") as file:
        with pyorc.Writer(file, "struct<note:string,other:string>", compression=kind) as orc:
            orc.writerows((row, "x") for row in rows)
`,
);
run(`
  python3 tables.py
  7zz a -bd out/a.7z a.env
  7zz a -bd -psecret -mhe=on out/headers-locked.7z a.env
  7zz a -bd -psecret out/locked.7z a.env
  for method in bzip2 lzma xz ppmd zstd deflate64; do 7zz a -bd -tzip -mm=$method out/$method.zip a.env; done || true
  gcab -c -z out/a.cab a.env
  echo a.env | cpio --quiet -o -H newc > out/newc.cpio
  echo a.env | cpio --quiet -o -H odc > out/odc.cpio
  echo a.env | cpio --quiet -o -H bin > out/bin.cpio
  xz -k -c a.env > out/a.env.xz
  bzip2 -c a.env > out/a.env.bz2
  xz --format=lzma -k -c a.env > out/a.env.lzma
  lzip -c a.env > out/a.env.lz
  lz4 -q -c a.env > out/a.env.lz4
  (yes "a line of text" | head -n 20000; cat a.env) > many.txt
  lz4 -q -B4 -BX -BD -9 --content-size -c many.txt > out/blocks.lz4
  lz4 -q -l -c many.txt > out/legacy.lz4
  tar --owner=0 --group=0 -cf a.tar a.env
  xz -c a.tar > out/a.tar.xz
  head -c 20000000 /dev/zero > a.zeros
  cp a.env z.env
  xz -9 -c a.zeros > out/zeros.xz
  7zz a -bd out/bomb.7z a.zeros z.env
  compress -c a.tar > out/a.tar.Z
  mkdir files && cp a.env files
  genisoimage -quiet -r -o a.iso files && gzip -9c a.iso > out/a.iso.gz
  mksquashfs files out/a.squashfs -quiet -no-progress -no-xattrs
  for kind in w3.zstdio w2.xzdio w9.gzdio; do
    rpmbuild -bb a.spec --define "_binary_payload $kind" --define "_topdir $PWD/rpm"
    cp rpm/RPMS/noarch/*.rpm out/$kind.rpm
  done
`);
for (const name of readdirSync(join(folder, "out"))) {
  const path = join(import.meta.dirname, `${name}.masked`);
  writeFileSync(path, masked(readFileSync(join(folder, "out", name))));
}
