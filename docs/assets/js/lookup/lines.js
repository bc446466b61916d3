/* What in a line of a log is nobody's name: levels, times, files, addresses, versions, AE titles, numbers
 * in hexadecimal. Without them, "W:" is no worklist, "EVAL_XA" no angiography. Needs no document.
 */
(() => {
  "use strict";

  const lookup = (globalThis.SopLookup ??= /** @type {LookupScripts} */ ({}));

  const LEVEL = String.raw`(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|ERR|SEVERE|FATAL|CRIT(?:ICAL)?)`;

  /* Each is linear: no repetition without a bound stands in another, and none can begin within what it repeats. */
  const NOISE = [
    /(?<![\w])(?:https?|ftp|dicom):\/\/[^\s"'<>]+/gi,
    /(?<![\w])[A-Za-z]:[\\/][^\s"'<>]+/g, // C:\path
    /(?<=^|[\s"'=(])\.*\/[\w.-]+\/[^\s"'<>)]+/g, // /var/lib/x
    /(?<![\w.-])[\w-]*\.(?:dcm|dcm30|ima|cpp|cc|cxx|hpp|py|java|cs|js|ts|go|rs|log|txt|cfg|conf|json|xml|zip|tmp|jpe?g|png|exe|sh|bat)\b(?::\d+)?\]?/gi,
    /\b\d{4}-\d\d-\d\d(?:[T ,]\d\d:\d\d(?::\d\d)?(?:[.,]\d+)?)?(?:Z| ?[+-]\d\d:?\d\d)?/g,
    /(?<![\d.])\d\d:\d\d:\d\d(?:[.,]\d+)?(?![\d.])/g,
    /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?(?![\d.])/g,
    /(?<![\w.])v?(?:\d{1,4}\.){2}\d{1,4}(?:[-+]\w+)?(?![\w.])/gi,
    /(?<![\w])(?:[0o]x[\da-f]+|x[\da-f]{4})\b/gi,
    /(?<![\w])[\da-f]{4}h\b/gi,
    new RegExp(String.raw`(?<![\w])\[?${LEVEL}\]?(?=[\s:|-]|$)`, "g"),
    /^[\s[(]*[A-Z][\])]?:(?= )/g, // W: E: I: of DCMTK and pynetdicom
    /(?<![\w.])\d{1,3} and \d{1,3}(?![\w.])/g,
  ];

  /* After these words capitals with a digit or a line are somebody's title: AE EVAL_XA, from CT01. */
  const TITLE = /\b(?:AE|AET|AETs|AE ?titles?|aec|aet|called|calling|peer|host|node|destination|from|to|on)\b ?[:=]? ?["'`(]?([A-Z](?=[A-Z-]*[\d_])[\dA-Z_-]{2,15})\b["'`)]?/g;

  /* Letters and a number in one piece, which are only a name if they are known as one: XA30, A900, E0412. */
  const LABELLED = /(?<![\w.-])[A-Za-z]{1,3}\d{2,6}[A-Za-z]?(?![\w.-])/g;

  /** The text without its noise, where it has more than two words; a shorter one is meant as it stands.
   *  `isName` says whether a text, squashed, is what something is called.
   *  @type {LookupScripts["withoutNoise"]} */
  function withoutNoise(text, isName) {
    if (!/\S\s+\S+\s+\S/.test(text)) return text;
    /** @type {(all: string, token: string) => string} */
    const unlessNamed = (all, token) => (isName(lookup.squash(token)) ? all : " ");
    let out = text.replace(TITLE, unlessNamed).replace(LABELLED, (all) => unlessNamed(all, all));
    for (const noise of NOISE) out = out.replace(noise, " ");
    return /[A-Za-z]{2}/.test(out) ? out : text;
  }

  Object.assign(lookup, /** @satisfies {Partial<LookupScripts>} */ ({ withoutNoise }));
})();
