namespace Reprise.Serving.Requests;

/// <summary>Example requests as model directories hold them: a data frame in split form.</summary>
internal static class InputExampleReader
{
    /// <summary>Reads the file's content into a table that fits the schema, or lists every problem.</summary>
    public static InputResult Read(ReadOnlyMemory<byte> content, string fileName, InputSchema schema, InputLimits limits) =>
        JsonBody.Read(content, schema, limits, (table, root) =>
        {
            FrameReader.ReadSplit(table, fileName, root);
            return table.Finish([fileName]);
        });
}
