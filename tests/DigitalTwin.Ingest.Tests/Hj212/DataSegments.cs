using System.Text;
using DigitalTwin.Ingest.Hj212.Wire;

namespace DigitalTwin.Ingest.Tests.Hj212;

public class DataSegments
{
    [Fact]
    public void Header_fields_and_factors_come_out()
    {
        var error = DataSegment.TryParse("QN=20240123123205877;ST=32;CN=2011;PW=123456;MN=000101;Flag=5;CP=&&DataTime=20240123123200;w01018-SampleTime=20240123110306,w01018-Rtd=4653.8,w01018-Flag=N;w00000-Rtd=3.41,w00000-Flag=N&&"u8, out var segment);
        Assert.Null(error);
        Assert.Equal(2011, segment.Command);
        Assert.Equal("000101", Encoding.ASCII.GetString(segment.Device));
        Assert.True(segment.WantsAck);
        Assert.False(segment.IsSplit);
        Assert.Equal(Hj212Version.V2017, segment.Version);
        Assert.Equal(
            ["0 DataTime=20240123123200", "1 w01018-SampleTime=20240123110306", "1 w01018-Rtd=4653.8", "1 w01018-Flag=N", "2 w00000-Rtd=3.41", "2 w00000-Flag=N"],
            Fields(segment));
    }

    [Theory]
    [InlineData("QN=20160801085857223,ST=32;CN=2011;PW=1;MN=A;Flag=5;CP=&&&&")]
    [InlineData("QN=20160801085857223;ST=32;CN=2011;PW=1;MN=A;Flag=5CP=&&&&")]
    [InlineData("ST=32;CN=2011;PW=1;MN=A;CP=&&&&")]
    [InlineData("MN=A; CN=2011; ST=32; PW=1; CP=&& &&")]
    public void Misprints_of_the_standard_are_taken(string data)
    {
        var error = DataSegment.TryParse(Encoding.ASCII.GetBytes(data), out var segment);
        Assert.Null(error);
        Assert.Equal(2011, segment.Command);
        Assert.Equal("A", Encoding.ASCII.GetString(segment.Device));
    }

    [Theory]
    [InlineData("QN=1;ST=32;MN=A;CP=&&&&", "CN")]
    [InlineData("CN=x;MN=A;CP=&&&&", "CN")]
    [InlineData("CN=2011;CP=&&&&", "MN")]
    [InlineData("CN=2011;MN=A;Flag=256;CP=&&&&", "Flag")]
    [InlineData("CN=2011;MN=A;PNUM=2;PNO=3;Flag=7;CP=&&&&", "PNO")]
    [InlineData("CN=2011;MN=A", "CP")]
    [InlineData("CN=2011;MN=A;CP=&&x=1", "CP")]
    public void What_is_wrong_is_named(string data, string field) =>
        Assert.StartsWith(field, DataSegment.TryParse(Encoding.ASCII.GetBytes(data), out _), StringComparison.Ordinal);

    [Fact]
    public void A_log_keeps_its_own_commas()
    {
        DataSegment.TryParse("CN=3020;MN=A;Flag=4;CP=&&DataTime=1;PolId=w01018,i11001-Info=//校准, 开始;//;i12001=0&&"u8, out var segment);
        Assert.Equal(["0 DataTime=1", "1 PolId=w01018", "1 i11001-Info=//校准, 开始;//", "2 i12001=0"], Fields(segment));
    }

    private static List<string> Fields(DataSegment segment)
    {
        var fields = new List<string>();
        foreach (var field in segment.Fields) fields.Add($"{field.Group} {Encoding.UTF8.GetString(field.Key)}={Encoding.UTF8.GetString(field.Value)}");
        return fields;
    }
}
