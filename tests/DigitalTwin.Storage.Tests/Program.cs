using DigitalTwin.Storage.Tests.History;
using DigitalTwin.Storage.Tests.Retention;

// The test runner loads the tests without this. Started as a program, it is the process that a test kills.
return args switch
{
    ["append", var folder] => await AppendUntilKilled.Run(folder),
    ["drop", var folder] => await DropUntilKilled.Run(folder),
    _ => 2,
};
