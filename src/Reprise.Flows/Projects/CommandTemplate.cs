using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Reprise.Flows.Projects;

/// <summary>
/// A shell command with <c>{name}</c> for parameters' values. Values never become part of the command's text: they are passed as environment variables,
/// and what stands in the text is a quoted reference, which no shell reads as code. Braces are written <c>{{</c> and <c>}}</c>, as for MLflow.
/// </summary>
internal sealed class CommandTemplate
{
    private readonly List<Piece> _pieces;

    private CommandTemplate(List<Piece> pieces) => _pieces = pieces;

    private enum Quote
    {
        None,
        Single,
        Double,
    }

    /// <summary>The parameters the command uses, each once, in order.</summary>
    public IEnumerable<string> Names => _pieces.Where(piece => piece.IsName).Select(piece => piece.Text).Distinct(StringComparer.Ordinal);

    /// <summary>Reads a command; false with words when its braces do not match.</summary>
    public static bool TryParse(string command, [NotNullWhen(true)] out CommandTemplate? template, [NotNullWhen(false)] out string? problem)
    {
        (template, problem) = (null, null);
        var pieces = new List<Piece>();
        var text = new StringBuilder();
        for (var i = 0; i < command.Length; i++)
        {
            var at = command[i];
            if (at is '{' or '}' && i + 1 < command.Length && command[i + 1] == at)
            {
                text.Append(at);
                i++;
            }
            else if (at == '{' && command.IndexOf('}', i) is var end and > 0)
            {
                var name = command[(i + 1)..end].Trim();
                if (!ProjectFileReader.IsName(name))
                {
                    problem = $"the command has {{{name}}} at character {i + 1}, which is no parameter's name. Write '{{{{' and '}}}}' for braces.";
                    return false;
                }

                pieces.Add(new Piece(text.ToString(), IsName: false));
                pieces.Add(new Piece(name, IsName: true));
                text.Clear();
                i = end;
            }
            else if (at is '{' or '}')
            {
                problem = FormattableString.Invariant($"the command has a single '{at}' at character {i + 1}. Write '{at}{at}' for a brace.");
                return false;
            }
            else
            {
                text.Append(at);
            }
        }

        pieces.Add(new Piece(text.ToString(), IsName: false));
        template = new CommandTemplate(pieces);
        return true;
    }

    /// <summary>The command with each parameter as a reference to an environment variable, quoted for the place where it stands.</summary>
    /// <param name="variable">The variable of a parameter.</param>
    public string Render(Func<string, string> variable)
    {
        var command = new StringBuilder();
        var quote = Quote.None;
        foreach (var piece in _pieces)
        {
            if (!piece.IsName)
            {
                quote = After(piece.Text, quote);
                command.Append(piece.Text);
                continue;
            }

            var name = variable(piece.Text);
            command.Append(quote switch
            {
                Quote.Double => $"${{{name}}}",
                Quote.Single => $"'\"${{{name}}}\"'",
                _ => $"\"${{{name}}}\"",
            });
        }

        return command.ToString();
    }

    /// <summary>Which quotes are open after a text. A misjudged place (inside <c>$(…)</c>, say) splits a value into words or leaves it unread; it never runs it.</summary>
    private static Quote After(string text, Quote quote)
    {
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\' when quote != Quote.Single:
                    i++;
                    break;
                case '\'' when quote != Quote.Double:
                    quote = quote == Quote.Single ? Quote.None : Quote.Single;
                    break;
                case '"' when quote != Quote.Single:
                    quote = quote == Quote.Double ? Quote.None : Quote.Double;
                    break;
                case '#' when quote == Quote.None && (i == 0 || char.IsWhiteSpace(text[i - 1])):
                    i = text.IndexOf('\n', i) is var end and >= 0 ? end : text.Length;
                    break;
            }
        }

        return quote;
    }

    private readonly record struct Piece(string Text, bool IsName);
}
