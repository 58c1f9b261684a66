using DigitalTwin.Storage.Tests.History;

// The test runner loads the tests without this. Started as a program, it is the process that a test kills.
return args is ["append", var folder] ? await AppendUntilKilled.Run(folder) : 2;
