namespace Reprise.Data.Csv;

/// <summary>What is wrong with a field that starts with a quote, and where it starts.</summary>
internal static class QuotedField
{
    /// <summary>Whether no quote in a field that starts with one closes it: each is doubled.</summary>
    public static bool IsOpen(ReadOnlySpan<char> field)
    {
        for (var i = 1; i < field.Length; i++)
        {
            if (field[i] == '"')
            {
                if (i + 1 == field.Length || field[i + 1] != '"')
                {
                    return false;
                }

                i++;
            }
        }

        return true;
    }

    /// <summary>How many lines end between the start of a record and this field of it.</summary>
    public static int LinesBefore(string field, string record)
    {
        var before = record.AsSpan(0, Math.Max(0, record.IndexOf(field, StringComparison.Ordinal)));
        return before.Count('\n') + before.Count('\r') - before.Count("\r\n");
    }
}
