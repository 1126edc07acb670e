/// Of the program: records and `lenet --version` show it.
package let lenetVersion = "0.1.0"
