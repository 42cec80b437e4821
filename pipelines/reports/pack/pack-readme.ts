/** What stands in `README.txt` of every pack: what it proves, what not, and how to check it on an empty machine. */
export const PACK_README = `审计包 / Audit pack (积衡 Jiheng)
================================

校验 / How to check
  node verify-pack.mjs <this pack>.zip
  node verify-pack.mjs <this pack>.zip --key public-key-from-elsewhere.pem

  只需要 Node.js 20 或更高版本，不需要网络，也不需要本产品。verify-pack.mjs 是独立编写的单一文件，只用标准库，
  可先自行通读。请使用另行取得的公钥（不是包里的那一份）来核对签名。
  Node.js 20 or newer is enough: no network, nothing of this product. verify-pack.mjs is one file, written apart from
  the product's own check and using the standard library only; read it first. Check the signature with a public key
  that you got elsewhere, not with the copy in this pack.

能证明什么 / What it proves
  - 包内每个文件与签名时逐字节相同，没有增减。
    Each file is, byte for byte, what it was when the pack was signed; none was added or removed.
  - 来源批次的清单首尾相接，没有缺失、重排或截断；处理决定的日志同样如此。
    The manifests of the batches form one whole chain, none missing, reordered or cut off; so does the log of decisions.
  - 控制总数相互勾稽。
    The control totals agree with one another.
  - 持有对应私钥的人签了名。
    Whoever holds the private key signed it.

不能证明什么 / What it does not prove
  - 来源系统交来的数据完整、真实。
    That the source handed over everything, or the truth.
  - 签名者没有用自己的私钥从头重做一条链。防篡改是“可察觉”，不是“不可能”：请把链头与公钥指纹另存他处，日后核对。
    That the signer has not built a new chain from the start with the same key. This is tamper-evident, not
    tamper-proof: keep the head of the chain and the fingerprint of the key elsewhere and compare them later.
  - 签名的时间。created_at 由签名者自己填写。
    When it was signed: created_at is what the signer says.
  - 法律结论。“违规”指数据与规则所依据的条文不符，是否违法由有权机关认定。
    A conclusion of law: whether the law was broken is for the competent authority to say.

内容 / What is inside
  report.pdf            报告 / the report
  data/                 发现、证据、控制总数等，CSV（供电子表格）与 Parquet（精确类型）
                        findings, evidence, control totals and more, as CSV (for spreadsheets) and Parquet (exact types)
  source/manifests/     全部导入批次的清单，按链的次序 / the manifests of all batches, in the order of the chain
  book/book.json        账簿的标识、指纹、输入与控制总数 / the book: id, fingerprints, inputs, control totals
  programme/            计划配置 / the programme's configuration
  rules/                规则包：定义、条文、参数与 SQL / the rule pack: definitions, citations, parameters and SQL
  own-rules/            工作区自定规则（如有） / the workspace's own rules, if there are any
  closes/               关账期间（如有） / closed periods, if there are any
  decisions/            处理决定日志（散列链） / the log of decisions (a hash chain)
  manifest.json         以上每个文件的 SHA-256 / the SHA-256 of each of them
  manifest.sig          manifest.json 的 Ed25519 签名 (base64) / its Ed25519 signature (base64)
  public-key.pem        公钥 / the public key

CSV 中以 = + - @ 制表符或回车开头的文字前加了一个撇号，以免被当作公式；Parquet 中保持原样。
In CSV an apostrophe stands before text that begins with = + - @, tab or CR, so that no spreadsheet runs it as a
formula; Parquet has the text as it is.
`;
