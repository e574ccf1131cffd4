<?xml version="1.0" encoding="UTF-8"?>
<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon"
         xmlns:claws="http://www.example.com/claws7tags" alphabet="ipa" xml:lang="en-US">
  <meta name="author" content="the tests"/>
  <metadata><about>Words of our own for every clause.</about></metadata>
  <!-- 5.1: one form, several pronunciations; without `prefer` the first counts. -->
  <lexeme><grapheme>Quarl</grapheme><phoneme>ˈkwɑɹl</phoneme><phoneme>ˈkwɔɹl</phoneme></lexeme>
  <!-- 4.6: `prefer` says which. -->
  <lexeme><grapheme>Vemble</grapheme><phoneme>ˈvɛmbəl</phoneme><phoneme prefer="true">ˈvimbəl</phoneme></lexeme>
  <!-- 5.2: several forms, one pronunciation. -->
  <lexeme><grapheme>Theobold</grapheme><grapheme>Thibault</grapheme><phoneme>ˈtiboʊ</phoneme></lexeme>
  <!-- 5.3: homophones are two lexemes. -->
  <lexeme><grapheme>Graice</grapheme><phoneme>ˈɡɹeɪs</phoneme></lexeme>
  <lexeme><grapheme>Graess</grapheme><phoneme>ˈɡɹeɪs</phoneme></lexeme>
  <!-- 4.4 and 5.4: homographs told apart by role. -->
  <lexeme role="claws:VVI claws:VV0"><grapheme>refuse</grapheme><phoneme>ɹɪˈfjuz</phoneme></lexeme>
  <lexeme role="claws:NN1"><grapheme>refuse</grapheme><phoneme>ˈɹɛfjus</phoneme></lexeme>
  <!-- 4.7 and 5.5: an acronym as other words. -->
  <lexeme><grapheme>W3C</grapheme><alias>World Wide Web Consortium</alias></lexeme>
  <!-- 4.7: of an alias and a phoneme the preferred one counts; an alias may lead to another lexeme. -->
  <lexeme><grapheme>Fritzel</grapheme><phoneme>ˈfɹɪtsəl</phoneme><alias prefer="true">Graice</alias></lexeme>
  <!-- 4.6: an alphabet of its own. -->
  <lexeme><grapheme>Ostrava</grapheme><phoneme alphabet="x-sampa">"AstA:v@</phoneme><example>In Ostrava.</example></lexeme>
  <!-- 4.5: forms of several words, and in any script. -->
  <lexeme><grapheme>Los Rios</grapheme><phoneme>loʊs ˈɹioʊs</phoneme></lexeme>
</lexicon>
