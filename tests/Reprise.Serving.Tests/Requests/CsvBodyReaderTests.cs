using Reprise.Serving.Requests;
using static Reprise.Serving.Tests.Requests.RequestSchema;

namespace Reprise.Serving.Tests.Requests;

public sealed class CsvBodyReaderTests
{
    [Theory]
    [InlineData("a,b\n1,2\n3.5,4\n")]
    [InlineData("b,x,a\r\n2,,1\r\n4,?,3.5")]
    [InlineData("\"a\",\"b\"\n\" 1\",\"2 \"\n3.5,4e0\n")]
    public void Read_Csv_GivesTable(string csv) => Assert.Equal("1,2;3.5,4", Csv(csv).Cells());

    [Fact]
    public void Read_EveryType_IsParsedInvariantly() =>
        Assert.Equal(
            "1.5,4,true,Ağıt,2025-01-31,null,-3",
            Csv("tempo,beats,live,title,at,level,year\n1.5,4,TRUE,Ağıt,2025-01-31,,-3\n", Every).Cells());

    [Theory]
    [InlineData("a\n1\n", "csv.b: missing")]
    [InlineData("a,b\n1,x\n,2\n1,\"2,5\"\nNaN,1\n", "csv[0].b: type|csv[1].a: null|csv[2].b: type|csv[3].a: finite")]
    [InlineData("a,b\n1\n1,2,3\n", "csv[0]: ragged|csv[1]: ragged")]
    [InlineData("a,b\n", "csv: empty")]
    public void Read_Wrong_NamesPlaceAndRule(string csv, string expected) => Assert.Equal(expected.Split('|'), Csv(csv).Places());

    [Theory]
    [InlineData("a,a,b\n1,1,2\n", InputRules.Duplicate)]
    [InlineData("", InputRules.Empty)]
    [InlineData("a,b\n1,\"2\n", InputRules.Csv)]
    [InlineData("a,b\n1,\0\n", InputRules.Csv)]
    public void Read_DamagedText_IsRefused(string csv, string rule) => Assert.Contains(Csv(csv).Problems, problem => problem.Rule == rule);

    [Fact]
    public void Read_TooManyRows_NamesTheLimit() => Assert.Equal(["csv: limit"], Csv("a,b\n1,2\n1,2\n", limits: new InputLimits { MaxRows = 1 }).Places());
}
