using Reprise.Core.Errors;
using Reprise.Tracking.Client;

namespace Reprise.Tracking.Tests.Client;

public sealed class BackendStoreUriTests
{
    [Theory]
    [InlineData("sqlite:///mlflow.db", "mlflow.db")]
    [InlineData("sqlite:////srv/mlflow.db", "/srv/mlflow.db")]
    [InlineData("sqlite+pysqlite:///a/b.db", "a/b.db")]
    public void Parse_Sqlite_IsThePath(string uri, string path) => Assert.Equal(path, BackendStoreUri.Parse(uri).SqlitePath);

    [Theory]
    [InlineData("postgresql://ada:s%40cret@db.example.org:5433/ml", "postgresql://ada@db.example.org:5433/ml")]
    [InlineData("postgresql+psycopg2://ada:s%40cret@db/ml", "postgresql://ada@db:5432/ml")]
    [InlineData("postgres://db/ml%20flow", "postgresql://db:5432/ml%20flow")]
    [InlineData("postgresql://ada:s@cret@[::1]:5433/ml?sslmode=verify-full&application_name=x", "postgresql://ada@[::1]:5433/ml")]
    [InlineData("postgresql://ada@/ml?host=/run/postgresql", "postgresql://ada@/ml?host=/run/postgresql")]
    [InlineData("postgresql:///ml", "postgresql://localhost:5432/ml")]
    public void Parse_Postgres_IsShownWithoutThePassword(string uri, string shown)
    {
        var address = BackendStoreUri.Parse(uri);

        Assert.Equal(shown, address.ToString());
        Assert.Equal(uri.Contains("cret", StringComparison.Ordinal) ? "s@cret" : null, address.Postgres!.Password);
    }

    [Theory]
    [InlineData("sqlite://mlflow.db", "four slashes")]
    [InlineData("sqlite:///mlflow.db?timeout=5", "without options")]
    [InlineData("mysql://root:s3cret@db/ml", "of kind 'mysql'")]
    [InlineData("somewhere", "must be sqlite:///")]
    [InlineData("postgresql://ada:s3cret@db", "names no database")]
    [InlineData("postgresql://ada:s3cret/x@db/ml", "must be a number")]
    [InlineData("postgresql://ada:s3cret@db:99999/ml", "must be a number")]
    [InlineData("postgresql://ada:s3cret@db/ml?colour=red&sslmode=maybe", "'colour'")]
    [InlineData("postgresql://ada:s3cret@db/ml?colour=red&sslmode=maybe", "cannot be 'maybe'")]
    public void Parse_Wrong_RefusesWithWordsAndWithoutThePassword(string uri, string says)
    {
        var refusal = Assert.Throws<RepriseException>(() => BackendStoreUri.Parse(uri));

        Assert.Equal(ErrorCode.InvalidParameterValue, refusal.Code);
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", refusal.ToString(), StringComparison.Ordinal);
    }
}
