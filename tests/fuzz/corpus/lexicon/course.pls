<?xml version="1.0"?>
<lexicon version="1.0" alphabet="ipa" xml:lang="en-US" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon">
<lexeme><grapheme>kubectl</grapheme><phoneme prefer="true">ˈkubˌkʌtəl</phoneme></lexeme>
<lexeme role="noun"><grapheme>SQL</grapheme><alias>sequel &amp; co</alias></lexeme>
</lexicon>
