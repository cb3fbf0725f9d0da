using System.Globalization;
using System.Text.Json;

namespace Reprise.Learning.Boosting.Import;

/// <summary>A value in an XGBoost model file and where it stands, for messages. Members nobody asks for are ignored, as XGBoost does.</summary>
internal readonly record struct JsonPlace(JsonElement Json, string Path, string File)
{
    private const string Library = "XGBoost";

    /// <summary>A member that must be there.</summary>
    public JsonPlace Member(string name)
    {
        var path = Path.Length == 0 ? name : $"{Path}.{name}";
        return Json.ValueKind != JsonValueKind.Object
            ? throw Damaged("must be an object")
            : Json.TryGetProperty(name, out var value) ? new JsonPlace(value, path, File) : throw ImportErrors.Damaged(Library, File, $"`{path}`", "must be there", "");
    }

    /// <summary>A text.</summary>
    public string Text() => Json.ValueKind == JsonValueKind.String ? Json.GetString()! : throw Damaged("must be text");

    /// <summary>A whole number of at least <paramref name="least"/> that is written as text.</summary>
    public int Count(int least) =>
        int.TryParse(Text(), NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least
            ? value
            : throw Damaged($"must be a whole number of at least {least.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>The items of an array.</summary>
    public JsonPlace[] Items()
    {
        if (Json.ValueKind != JsonValueKind.Array)
        {
            throw Damaged("must be an array");
        }

        var items = new JsonPlace[Json.GetArrayLength()];
        var i = 0;
        foreach (var item in Json.EnumerateArray())
        {
            items[i] = new JsonPlace(item, $"{Path}[{i.ToString(CultureInfo.InvariantCulture)}]", File);
            i++;
        }

        return items;
    }

    /// <summary>As many numbers of 32 bits as asked for.</summary>
    public float[] Singles(int count)
    {
        var values = new float[count];
        var items = ItemsOf(count);
        for (var i = 0; i < count; i++)
        {
            values[i] = items[i].Json is { ValueKind: JsonValueKind.Number } number && number.TryGetSingle(out var value) && float.IsFinite(value)
                ? value
                : throw items[i].Damaged("must be a finite number of 32 bits");
        }

        return values;
    }

    /// <summary>As many whole numbers as asked for; true and false count as 1 and 0.</summary>
    public int[] Integers(int count)
    {
        var values = new int[count];
        var items = ItemsOf(count);
        for (var i = 0; i < count; i++)
        {
            values[i] = items[i].Json.ValueKind switch
            {
                JsonValueKind.True => 1,
                JsonValueKind.False => 0,
                JsonValueKind.Number when items[i].Json.TryGetInt32(out var value) => value,
                _ => throw items[i].Damaged("must be a whole number"),
            };
        }

        return values;
    }

    /// <summary>A refusal that names this value.</summary>
    public Exception Damaged(string rule) => ImportErrors.Damaged(Library, File, $"`{Path}`", rule, Json.GetRawText());

    /// <summary>A refusal of something sound that is not offered.</summary>
    public Exception NotOffered(string rule) => ImportErrors.NotOffered(Library, File, $"`{Path}`", rule, Json.GetRawText());

    private JsonPlace[] ItemsOf(int count) =>
        Items() is var items && items.Length == count
            ? items
            : throw ImportErrors.Damaged(
                Library, File, $"`{Path}`", string.Create(CultureInfo.InvariantCulture, $"must hold {count} values, one per node"), items.Length.ToString(CultureInfo.InvariantCulture));
}
