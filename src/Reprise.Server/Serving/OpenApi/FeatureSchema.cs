using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Reprise.Core.Tables;
using Reprise.Serving.Hosting;
using Reprise.Serving.Models;

namespace Reprise.Server.Serving.OpenApi;

/// <summary>A model's signature as JSON Schema, and its example rows as JSON.</summary>
internal static class FeatureSchema
{
    /// <summary>One row of any model.</summary>
    public static OpenApiSchema Any() => new() { Type = JsonSchemaType.Object, Description = "The features of one row by name." };

    /// <summary>One row of this model.</summary>
    public static OpenApiSchema Of(ServedModel model)
    {
        var schema = Any();
        schema.Properties = model.Schema.Fields.ToDictionary(field => field.Name!, Column, StringComparer.Ordinal);
        schema.Required = model.Schema.Fields.Where(field => field.Required).Select(field => field.Name!).ToHashSet(StringComparer.Ordinal);
        return schema;
    }

    /// <summary>A row or a list of rows, bare or as the value of <c>features</c>.</summary>
    public static OpenApiSchema PredictBody(Func<IOpenApiSchema> row) => new()
    {
        AnyOf =
        [
            new OpenApiSchema
            {
                Title = "Wrapped",
                Type = JsonSchemaType.Object,
                Required = new HashSet<string> { "features" },
                Properties = new Dictionary<string, IOpenApiSchema> { ["features"] = new OpenApiSchema { AnyOf = [row(), Many(row())] } },
            },
            row(),
            Many(row()),
        ],
    };

    /// <summary>MLflow's four forms.</summary>
    public static OpenApiSchema InvocationBody(Func<IOpenApiSchema> row) => new()
    {
        OneOf =
        [
            Form("dataframe_split", new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Required = new HashSet<string> { "columns", "data" },
                Properties = new Dictionary<string, IOpenApiSchema>
                {
                    ["columns"] = Many(new OpenApiSchema { Type = JsonSchemaType.String }),
                    ["data"] = Many(Many(new OpenApiSchema())),
                },
            }),
            Form("dataframe_records", Many(row())),
            Form("instances", new OpenApiSchema { AnyOf = [Many(row()), Many(Many(new OpenApiSchema()))] }),
            Form("inputs", new OpenApiSchema { Description = "Lists by column name, or rows as in instances." }),
        ],
    };

    /// <summary>The first row as a body for <c>/api/v1/predict</c>.</summary>
    public static JsonObject Wrapped(Table example) => new() { ["features"] = Row(example, 0) };

    /// <summary>All rows.</summary>
    public static JsonArray Rows(Table example) => [.. Enumerable.Range(0, example.RowCount).Select(row => Row(example, row))];

    private static JsonObject Row(Table table, int row) =>
        new(table.Columns.Select(column => KeyValuePair.Create(column.Name, (JsonNode?)Cell(column, row))));

    private static JsonValue? Cell(Column column, int row) => column.IsNull(row) ? null : column switch
    {
        Column<double> numbers => JsonValue.Create(numbers.Values[row]),
        Column<long> integers => JsonValue.Create(integers.Values[row]),
        Column<bool> flags => JsonValue.Create(flags.Values[row]),
        _ => JsonValue.Create(column.TextAt(row)),
    };

    private static IOpenApiSchema Column(SignatureField field)
    {
        var (type, format) = field.Type switch
        {
            SignatureType.Double => (JsonSchemaType.Number, "double"),
            SignatureType.Float => (JsonSchemaType.Number, "float"),
            SignatureType.Long => (JsonSchemaType.Integer, "int64"),
            SignatureType.Integer => (JsonSchemaType.Integer, "int32"),
            SignatureType.Boolean => (JsonSchemaType.Boolean, null),
            SignatureType.Datetime => (JsonSchemaType.String, "date-time"),
            _ => (JsonSchemaType.String, (string?)null),
        };
        return new OpenApiSchema { Type = field.Required ? type : type | JsonSchemaType.Null, Format = format };
    }

    private static OpenApiSchema Form(string name, IOpenApiSchema value) => new()
    {
        Title = name,
        Type = JsonSchemaType.Object,
        Required = new HashSet<string> { name },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            [name] = value,
            ["params"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Properties = new Dictionary<string, IOpenApiSchema>
                {
                    ["probabilities"] = new OpenApiSchema
                    {
                        Type = JsonSchemaType.Boolean,
                        Description = "Whether to answer the classes and their probabilities too.",
                    },
                },
            },
        },
    };

    private static OpenApiSchema Many(IOpenApiSchema items) => new() { Type = JsonSchemaType.Array, Items = items };
}
