/* What the map of a garden needs of others: a graph, and a drawing of it with WebGL. */
export { default as Graph } from "graphology";
export { default as Sigma } from "sigma";
export { EdgeLineProgram, NodePointProgram } from "sigma/rendering";
