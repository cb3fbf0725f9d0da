using System.Globalization;

namespace Reprise.Learning.Boosting.Import;

/// <summary>The <c>key=value</c> lines of the head, or of one tree, of a LightGBM model file.</summary>
internal sealed class LightGbmSection(string file, string name)
{
    private const string Library = "LightGBM";

    private readonly Dictionary<string, (string Value, int Line)> _values = new(StringComparer.Ordinal);

    /// <summary>Whether a key is there.</summary>
    public bool Has(string key) => _values.ContainsKey(key);

    /// <summary>Takes in a line.</summary>
    public void Add(string line, int number)
    {
        var at = line.IndexOf('=', StringComparison.Ordinal);
        var (key, value) = at < 0 ? (line, "") : (line[..at], line[(at + 1)..]);
        if (!_values.TryAdd(key, (value, number)))
        {
            throw Damaged(key, "must be there once");
        }
    }

    /// <summary>A value that must be there.</summary>
    public string Text(string key) => _values.TryGetValue(key, out var entry) ? entry.Value : throw ImportErrors.Damaged(Library, file, $"`{key}` of {name}", "must be there", "");

    /// <summary>A whole number in a range.</summary>
    public int Integer(string key, int least, int greatest = int.MaxValue) =>
        int.TryParse(Text(key), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= greatest
            ? value
            : throw Damaged(key, string.Create(CultureInfo.InvariantCulture, $"must be a whole number in [{least}, {greatest}]"));

    /// <summary>As many whole numbers as asked for.</summary>
    public int[] Integers(string key, int count)
    {
        var words = Words(key, count);
        return Array.ConvertAll(words, word => int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Damaged(key, "must hold whole numbers", word));
    }

    /// <summary>As many words of 32 bits as asked for.</summary>
    public int[] Bits(string key, int count)
    {
        var words = Words(key, count);
        return Array.ConvertAll(words, word => uint.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? unchecked((int)value)
            : throw Damaged(key, "must hold whole numbers of 32 bits", word));
    }

    /// <summary>As many finite numbers as asked for.</summary>
    public double[] Doubles(string key, int count)
    {
        var words = Words(key, count);
        return Array.ConvertAll(words, word => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : throw Damaged(key, "must hold finite numbers", word));
    }

    /// <summary>A refusal that names the key and its line.</summary>
    public Exception Damaged(string key, string rule, string? value = null) => ImportErrors.Damaged(Library, file, Where(key), rule, value ?? Value(key));

    /// <summary>A refusal of something sound that is not offered.</summary>
    public Exception NotOffered(string key, string rule) => ImportErrors.NotOffered(Library, file, Where(key), rule, Value(key));

    private string Where(string key) =>
        string.Create(CultureInfo.InvariantCulture, $"`{key}` of {name} (line {_values.GetValueOrDefault(key).Line})");

    private string Value(string key) => _values.GetValueOrDefault(key).Value ?? "";

    private string[] Words(string key, int count)
    {
        var words = Text(key).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length == count
            ? words
            : throw Damaged(
                key, string.Create(CultureInfo.InvariantCulture, $"must hold {count} values"), words.Length.ToString(CultureInfo.InvariantCulture));
    }
}
