using System.CommandLine;
using System.Globalization;
using System.Numerics;

namespace Reprise.Cli.Shell;

/// <summary>An option that takes a number in a closed range, written the same in every culture; anything else is refused with range and value.</summary>
internal class NumberOption<T> : Option<T>
    where T : struct, INumber<T>
{
    public NumberOption(string name, string description, T? value, T min, T max)
        : base(name)
    {
        Description = description;
        HelpName = T.IsInteger(max) && typeof(T) == typeof(int) ? "N" : "VALUE";
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
            {
                return number;
            }

            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} takes a {(typeof(T) == typeof(int) ? "whole " : "")}number from {min} to {max}. Got '{text}'."));
            return default;
        };
        if (value is { } standard)
        {
            DefaultValueFactory = _ => standard;
        }
    }

    /// <summary>The number given, or null when none was and there is no default.</summary>
    public T? Of(ParseResult arguments) => arguments.GetResult(this) is null ? null : arguments.GetValue(this);
}
