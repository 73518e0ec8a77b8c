# Writes what kramdown makes of each case into cases.txt: `ruby tests/kramdown/generate.rb`.
# Needs the gems kramdown 2.4, kramdown-parser-gfm 1.1 and rouge; the options are those of a Jekyll site that sets none.
require "kramdown"
require "kramdown-parser-gfm"
require "rouge"

OPTIONS = {
  input: "GFM", hard_wrap: false, auto_ids: true, toc_levels: "1..6", entity_output: "as_char", smart_quotes: "lsquo,rsquo,ldquo,rdquo",
  syntax_highlighter: "rouge", syntax_highlighter_opts: { guess_lang: true, default_lang: "plaintext" },
}

file = File.join(__dir__, "cases.txt")
text = File.read(file, encoding: "UTF-8")
head, *cases = text.split(/^==== /)
File.write(file, head + cases.map { |one|
  name, rest = one.split("\n", 2)
  input = rest.split(/^---->\n/, 2).first
  html = Kramdown::Document.new(input.gsub("·", " ").gsub("␍", "\r"), OPTIONS).to_html
  "==== #{name}\n#{input}---->\n#{html.gsub(/^\n+/, "").sub(/\n*\z/, "\n\n")}"
}.join)
