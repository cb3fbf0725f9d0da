using System.Globalization;
using System.Text;

namespace Reprise.Serving.Requests;

/// <summary>One broken rule of a request.</summary>
public sealed record InputProblem
{
    /// <summary>Where in the body: names (<see cref="string"/>) and 0-based positions (<see cref="int"/>), outermost first.</summary>
    public required IReadOnlyList<object> Location { get; init; }

    /// <summary>The broken rule, one of <see cref="InputRules"/>.</summary>
    public required string Rule { get; init; }

    /// <summary>The rule, what was found, and what to send instead.</summary>
    public required string Message { get; init; }

    /// <summary>0-based row of the input, if it is about one.</summary>
    public int? Row { get; init; }

    /// <summary>Column of the input, if it is about one.</summary>
    public string? Column { get; init; }

    /// <summary>The value as it came, shortened to 100 characters; null when there is none.</summary>
    public string? Value { get; init; }

    /// <summary>The location in one string, such as <c>dataframe_split.data[3][12]</c>.</summary>
    public string Path
    {
        get
        {
            var path = new StringBuilder();
            foreach (var part in Location)
            {
                if (part is int at)
                {
                    path.Append(CultureInfo.InvariantCulture, $"[{at}]");
                }
                else
                {
                    path.Append(path.Length > 0 ? "." : "").Append(part);
                }
            }

            return path.ToString();
        }
    }

    /// <summary>Place and message in one line.</summary>
    public override string ToString() => Location.Count == 0 ? Message : $"{Path}: {Message}";
}
